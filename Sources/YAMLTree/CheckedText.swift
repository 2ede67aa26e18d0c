import Diagnostics

/// The bytes of a file as text, once they are known to be what libyaml takes: UTF-8 without control characters.
///
/// Done before libyaml sees them: it reports a bad byte by its offset only, and takes UTF-16 for granted where a
/// byte-order mark says so.
struct CheckedText {
    /// Nil when it cannot be read.
    let text: String?
    let file: SourceFile
    let diagnostics: [Diagnostic]

    init(_ bytes: [UInt8], file name: String) {
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        if let utf16 = Self.utf16Name(bytes) {
            text = nil
            file = SourceFile(name: name)
            diagnostics = [.notUTF8(as: utf16, byte: nil, at: Diagnostic.Location(file: file))]
            return
        }
        guard let whole = String(validating: body, as: UTF8.self) else {
            text = nil
            let (position, byte) = Self.firstInvalid(body)
            file = SourceFile(name: name, text: String(decoding: body, as: UTF8.self))
            diagnostics = [.notUTF8(as: nil, byte: byte, at: Diagnostic.Location(file: file, span: position.span(1)))]
            return
        }
        file = SourceFile(name: name, text: whole)
        if let (position, scalar, others) = Self.controls(whole) {
            text = nil
            diagnostics = [.controlCharacter(scalar, others: others, at: Diagnostic.Location(file: file, span: position.span(1)))]
        } else {
            text = whole
            diagnostics = []
        }
    }

    private static func utf16Name(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        // Without a byte-order mark: ASCII text in UTF-16 has a zero in every second byte.
        let head = bytes.prefix(64)
        guard head.count >= 4 else { return nil }
        return head.count { $0 == 0 } * 2 >= head.count - 1 ? "UTF-16" : nil
    }

    /// The place of the first byte that is not UTF-8, and that byte.
    private static func firstInvalid(_ bytes: ArraySlice<UInt8>) -> (SourcePosition, UInt8) {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var counter = PositionCounter()
        var offset = bytes.startIndex
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                offset += encoded.count
                counter.pass(Unicode.UTF8.decode(encoded))
            case .error, .emptyInput:
                return (counter.position, offset < bytes.endIndex ? bytes[offset] : 0)
            }
        }
    }

    /// The first character that YAML forbids, and how many more there are.
    private static func controls(_ text: String) -> (SourcePosition, Unicode.Scalar, Int)? {
        var counter = PositionCounter()
        var first: (SourcePosition, Unicode.Scalar)?
        var count = 0
        for scalar in text.unicodeScalars {
            if !isAllowed(scalar) {
                count += 1
                if first == nil { first = (counter.position, scalar) }
            }
            if first == nil { counter.pass(scalar) }
        }
        return first.map { ($0.0, $0.1, count - 1) }
    }

    /// The characters of YAML 1.1 (section 5.1), as libyaml's reader takes them.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}

/// Counts lines and columns as libyaml does: CR LF is one break, and so are NEL, LS and PS.
private struct PositionCounter {
    private(set) var position = SourcePosition(line: 1, column: 1)
    private var afterReturn = false

    mutating func pass(_ scalar: Unicode.Scalar) {
        defer { afterReturn = scalar == "\r" }
        switch scalar.value {
        case 0x0A where afterReturn:
            break
        case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029:
            position.line += 1
            position.column = 1
        default:
            position.column += 1
        }
    }
}

extension SourcePosition {
    /// The span of this many columns from here.
    func span(_ width: Int) -> SourceSpan {
        SourceSpan(start: self, end: SourcePosition(line: line, column: column + width))
    }
}

extension Diagnostic {
    static func notUTF8(as encoding: String?, byte: UInt8?, at location: Location) -> Diagnostic {
        let message =
            if let encoding {
                "the file is \(encoding), and a pipeline is UTF-8"
            } else {
                "this is not UTF-8" + (byte.map { ": byte 0x\(hex(UInt32($0), digits: 2))" } ?? "")
            }
        let hint = encoding == nil ? "save the file as UTF-8 (it may be Windows-1252)" : "save the file as UTF-8"
        return Diagnostic(.error, code: YAMLCode.P002, message, at: location, hint: hint)
    }

    static func controlCharacter(_ scalar: Unicode.Scalar, others: Int, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P003, "a control character (U+\(hex(scalar.value, digits: 4))) cannot stand in a YAML file",
            at: location,
            hint: "remove it", notes: others > 0 ? ["\(others) more like it in this file"] : [])
    }

    private static func hex(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}

extension SourceFile {
    /// The Unicode scalar at a place, or nil at the end of a line.
    func character(at position: SourcePosition) -> Unicode.Scalar? {
        scalars(position.line).dropFirst(position.column - 1).first
    }

    /// The characters of a line; none when there is no such line.
    func scalars(_ number: Int) -> [Unicode.Scalar] {
        line(number).map { Array($0.unicodeScalars) } ?? []
    }

    /// How many blanks (spaces or tabs) a line begins with.
    func indent(of number: Int) -> Int {
        scalars(number).prefix { $0 == " " || $0 == "\t" }.count
    }

    /// Whether a tab is among the blanks that a line begins with.
    func beginsWithTab(_ number: Int) -> Bool {
        scalars(number).prefix { $0 == " " || $0 == "\t" }.contains("\t")
    }

    /// Whether nothing but blanks stands before the place on its line.
    func isFirst(_ position: SourcePosition) -> Bool {
        indent(of: position.line) >= position.column - 1
    }

    /// A line without the blanks at both its ends.
    func trimmed(_ number: Int) -> SourceSpan {
        let scalars = scalars(number)
        let end = scalars.lastIndex { $0 != " " && $0 != "\t" }.map { $0 + 2 } ?? 1
        let start = min(indent(of: number) + 1, end)
        return SourceSpan(start: SourcePosition(line: number, column: start), end: SourcePosition(line: number, column: end))
    }

    /// The nearest line above that holds more than blanks and comments.
    func lineAbove(_ number: Int) -> Int? {
        var above = min(number, lines.count + 1) - 1
        while above >= 1 {
            let rest = scalars(above).drop { $0 == " " || $0 == "\t" }
            if let first = rest.first, first != "#" { return above }
            above -= 1
        }
        return nil
    }

    /// libyaml marks the end of a file one line after its last; the nearest place that exists.
    func clamped(_ position: SourcePosition) -> SourcePosition {
        guard position.line > lines.count else {
            return SourcePosition(line: position.line, column: min(position.column, scalars(position.line).count + 1))
        }
        return SourcePosition(line: max(lines.count, 1), column: scalars(lines.count).count + 1)
    }
}
