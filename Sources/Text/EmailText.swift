/// E-mail addresses as they stand in spreadsheets.
package enum EmailText {
    /// The address in lower case; nil when it is none. Accepts `mailto:jane@acme.co` and `Jane Doe <jane@acme.co>`.
    package static func parse(_ text: String) -> String? {
        var address = CellText.trimmed(text)
        if address.utf8.last == UInt8(ascii: ">"), let open = address.lastIndex(of: "<") {
            address = String(address[address.index(after: open)...].dropLast())
        }
        if address.lowercased().hasPrefix("mailto:") { address = String(address.dropFirst(7)) }
        address = CellText.trimmed(address).lowercased()
        let halves = address.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, (1...64).contains(halves[0].utf8.count), case .host(let host) = HostName.read(ArraySlice(halves[1].utf8))
        else {
            return nil
        }
        guard !halves[0].hasPrefix("."), !halves[0].hasSuffix("."), !halves[0].contains("..") else { return nil }
        for byte in halves[0].utf8 where byte <= 0x20 || byte == 0x7F || "\"(),:;<>[]\\".utf8.contains(byte) { return nil }
        return "\(halves[0])@\(host)"
    }
}
