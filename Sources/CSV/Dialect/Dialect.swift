/// How one file writes its records, enough to write another file that looks the same.
package struct Dialect: Hashable, Sendable, Codable {
    /// One ASCII byte.
    package var delimiter: UInt8
    package var encoding: TextEncoding
    package var hasBOM: Bool
    package var lineEnding: LineEnding
    /// What takes the meaning from the byte behind it, beside `""`.
    package var escape: UInt8?

    package init(
        delimiter: UInt8 = UInt8(ascii: ","), encoding: TextEncoding = .utf8, hasBOM: Bool = false, lineEnding: LineEnding = .lf,
        escape: UInt8? = nil
    ) {
        self.delimiter = delimiter
        self.encoding = encoding
        self.hasBOM = hasBOM
        self.lineEnding = lineEnding
        self.escape = escape
    }

    /// Whether a byte can stand between fields: ASCII, and neither a quote nor a line break nor NUL.
    package static func isUsable(delimiter: UInt8) -> Bool {
        (1..<0x80).contains(delimiter) && ![ASCII.quote, ASCII.lineFeed, ASCII.carriageReturn].contains(delimiter)
    }
}

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
