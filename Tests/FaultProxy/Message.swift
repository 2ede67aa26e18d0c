import Foundation

/// A request or an answer of HTTP/1.1, as it came and taken apart.
struct Message {
    /// Up to and with the empty line.
    var head: [UInt8]
    /// Without the marks of chunks.
    var body: [UInt8]

    /// The first line's words: method and path, or version and status.
    var words: [Substring] { Self.text(head).prefix { $0 != "\r\n" }.split(separator: " ") }

    /// With a length of the right size, or of another.
    func bytes(length: Int? = nil) -> [UInt8] {
        let lines = Self.text(head).components(separatedBy: "\r\n").filter { line in
            let name = line.lowercased().prefix { $0 != ":" }
            return !line.isEmpty && name != "content-length" && name != "transfer-encoding"
        }
        return Array((lines + ["Content-Length: \(length ?? body.count)", "", ""]).joined(separator: "\r\n").utf8) + body
    }

    static func answer(_ status: String, _ type: String, _ body: String, _ more: [String] = []) -> Message {
        let head = (["HTTP/1.1 \(status)", "Content-Type: \(type)"] + more + ["", ""]).joined(separator: "\r\n")
        return Message(head: Array(head.utf8), body: Array(body.utf8))
    }

    fileprivate static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}

/// Reads messages from a connection, one after another.
struct MessageReader {
    let socket: Socket
    private var buffer: [UInt8] = []

    init(_ socket: Socket) { self.socket = socket }

    /// - Returns: nil when the connection ends before a message does.
    mutating func next() -> Message? {
        guard let end = position(of: Array("\r\n\r\n".utf8)) else { return nil }
        let head = take(end + 4)
        let fields = Message.text(head).lowercased().components(separatedBy: "\r\n")
        func value(_ name: String) -> String? {
            fields.first { $0.hasPrefix(name + ":") }.map { String($0.dropFirst(name.count + 1)).trimmingCharacters(in: .whitespaces) }
        }
        if value("transfer-encoding") == "chunked" {
            var body: [UInt8] = []
            while let line = position(of: [13, 10]), let size = Int(Message.text(take(line + 2).dropLast(2)), radix: 16) {
                guard fill(size + 2) else { return nil }
                body += take(size + 2).dropLast(2)
                if size == 0 { return Message(head: head, body: body) }
            }
            return nil
        }
        let length = value("content-length").flatMap { Int($0) } ?? 0
        return fill(length) ? Message(head: head, body: take(length)) : nil
    }

    private mutating func fill(_ count: Int) -> Bool {
        while buffer.count < count {
            guard let bytes = socket.bytes() else { return false }
            buffer += bytes
        }
        return true
    }

    private mutating func take(_ count: Int) -> [UInt8] {
        defer { buffer.removeFirst(count) }
        return Array(buffer[..<count])
    }

    private mutating func position(of mark: [UInt8]) -> Int? {
        while true {
            if let range = buffer.firstRange(of: mark) { return range.lowerBound }
            guard fill(buffer.count + 1) else { return nil }
        }
    }
}
