/// The `Host` header of a request. A page of the web can make a browser ask this machine under a name of its own; such requests are
/// refused, so that it cannot read what an account here holds.
enum Host {
    /// Whether the name is one of this machine's; a request without one comes from no browser.
    static func isLoopback(_ host: String?) -> Bool {
        guard let host else { return true }
        var name = host.lowercased()[...]
        if let colon = name.lastIndex(of: ":"), name[name.index(after: colon)...].allSatisfy(\.isNumber), !name.hasSuffix("]") {
            name = name[..<colon]
        }
        return ["localhost", "127.0.0.1", "[::1]"].contains(name)
    }

    static let refusal = SimulatedResponse.text(
        421, "This simulator answers to 127.0.0.1 and localhost only; send that name in the Host header.")
}
