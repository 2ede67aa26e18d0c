/// The `Authorization` header against the one key there is.
enum Credentials {
    /// v1 takes Basic, whose user name it ignores, and Bearer; v2 takes Bearer only (AffinityAPI.md#addresses).
    static func fit(_ header: String?, key: String, allowBasic: Bool) -> Bool {
        guard let header else { return false }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return false }
        switch parts[0].lowercased() {
        case "bearer": return parts[1] == key
        case "basic" where allowBasic:
            guard let bytes = Base64.decode(String(parts[1])) else { return false }
            let pair = String(decoding: bytes, as: UTF8.self)
            guard let colon = pair.firstIndex(of: ":") else { return false }
            return pair[pair.index(after: colon)...] == key
        default: return false
        }
    }
}
