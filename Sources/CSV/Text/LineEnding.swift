/// What ends a line: LF (Unix, Google Sheets), CRLF (Excel, RFC 4180), CR (Excel's "Macintosh" format).
package enum LineEnding: String, Sendable, Hashable, CaseIterable, Codable {
    case lf
    case crlf
    case cr

    package var bytes: [UInt8] {
        switch self {
        case .lf: [ASCII.lineFeed]
        case .crlf: [ASCII.carriageReturn, ASCII.lineFeed]
        case .cr: [ASCII.carriageReturn]
        }
    }
}
