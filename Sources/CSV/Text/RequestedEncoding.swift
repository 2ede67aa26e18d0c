/// The encoding a person states for a file. The byte order of UTF-16 is the file's own affair.
package enum RequestedEncoding: String, Sendable, Hashable, CaseIterable {
    case utf8
    case utf16
    case windows1252
    case latin1
}
