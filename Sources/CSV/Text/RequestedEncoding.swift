/// The encoding a person states for a file. The byte order of UTF-16 is the file's own affair.
package enum RequestedEncoding: Sendable, Hashable {
    case utf16
    case exactly(TextEncoding)

    package static let utf8 = RequestedEncoding.exactly(.utf8)
    package static let windows1252 = RequestedEncoding.exactly(.windows1252)
    package static let latin1 = RequestedEncoding.exactly(.latin1)

    /// - Parameter name: as people write it, in any case. Nil when neither Ferry nor the system knows it.
    package init?(name: String) {
        // `Windows 1252`, `ISO 8859-1`: nobody's name of an encoding has a space.
        let name = name.lowercased().replacing(" ", with: "-")
        if name == "utf-16" || name == "utf16" {
            self = .utf16
        } else if let own = Self.own[name] {
            self = .exactly(own)
        } else if let encoding = TextEncoding(rawValue: Self.wider[name] ?? name) {
            self = .exactly(encoding)
        } else {
            return nil
        }
    }

    private static let own: [String: TextEncoding] = [
        "utf-8": .utf8, "utf8": .utf8, "utf-16le": .utf16LittleEndian, "utf-16be": .utf16BigEndian, "windows-1252": .windows1252,
        "cp1252": .windows1252, "iso-8859-1": .latin1, "iso8859-1": .latin1, "latin1": .latin1, "latin-1": .latin1, "utf-8-bom": .utf8,
        "utf-8-sig": .utf8, "ansi": .windows1252,
    ]

    /// What is written under a name is what Windows makes of it, which has some characters more, as in the WHATWG Encoding Standard.
    private static let wider: [String: String] = [
        "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "euc-kr": "uhc", "gb2312": "gb18030", "gbk": "gb18030",
        "us-ascii": "utf8", "ascii": "utf8", "macroman": "macintosh", "mac-roman": "macintosh", "x-mac-roman": "macintosh",
        "mac": "macintosh",
    ]

    /// Names to suggest for one that is not known.
    package static let common = [
        "utf-8", "utf-16", "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256",
        "windows-1257", "windows-1258", "iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-9", "iso-8859-15", "macintosh",
        "koi8-r", "gb18030", "gbk", "big5", "big5-hkscs", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "tis-620", "cp437", "cp850",
        "cp866",
    ]
}
