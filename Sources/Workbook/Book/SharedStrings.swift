/// The texts that cells refer to by number: one stretch of bytes and where each text ends in it.
struct SharedStrings {
    private var bytes: [UInt8] = []
    /// 32 bits: all texts together are less than 4 GB, and there may be as many as bytes.
    private var ends: [UInt32] = []

    init() {}

    init(_ entry: ZipEntry) throws(WorkbookError) {
        let reader = Reader()
        try reader.read(entry)
        bytes = reader.bytes
        ends = reader.ends
    }

    var count: Int { ends.count }

    /// Nil beyond the last text.
    @inline(__always)
    func withBytes(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
        guard index >= 0, index < ends.count else { return false }
        let start = index == 0 ? 0 : Int(ends[index - 1])
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<Int(ends[index])])) }
        return true
    }

    private final class Reader: XMLHandler {
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        private var piece = TextPiece()

        override func start(_ name: XMLName, _ attributes: XMLAttributes) {
            piece.start(name)
        }

        override func end(_ name: XMLName) {
            piece.end(name)
            if name == Names.item {
                EscapedText.resolve(&bytes, from: Int(ends.last ?? 0))
                ends.append(UInt32(bytes.count))
            }
        }

        override func text(_ text: UnsafeRawBufferPointer) {
            guard piece.isText else { return }
            bytes.append(contentsOf: text)
            if bytes.count - Int(ends.last ?? 0) > PartLimits.text {
                failure = .tooLong(part: "the shared texts", what: "a text", megabytes: PartLimits.text >> 20)
            }
        }
    }

    private enum Names {
        static let item = XMLName("si")
    }
}

/// Whether what is read now is a text's own: rich text comes in runs, and Japanese text has its pronunciation beside it.
struct TextPiece {
    private(set) var isText = false
    private var isPhonetic = false

    mutating func start(_ name: XMLName) {
        if name == Self.phonetic { isPhonetic = true }
        if name == Self.text, !isPhonetic { isText = true }
    }

    mutating func end(_ name: XMLName) {
        if name == Self.phonetic { isPhonetic = false }
        if name == Self.text { isText = false }
    }

    private static let text = XMLName("t")
    private static let phonetic = XMLName("rPh")
}

/// `_x000D_`: how a text holds what XML cannot (ECMA-376 part 1, 22.9.2.19, ST_Xstring).
enum EscapedText {
    /// Puts the characters in the place of their escapes in the bytes from `start` on.
    static func resolve(_ bytes: inout [UInt8], from start: Int) {
        guard bytes.count - start >= 7, let first = escape(in: bytes, from: start) else { return }
        var out = Array(bytes[start..<first])
        var index = first
        while index < bytes.count {
            if let unit = unit(in: bytes, at: index), let scalar = Unicode.Scalar(unit) {
                out.append(contentsOf: Array(String(Character(scalar)).utf8))
                index += 7
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        bytes.replaceSubrange(start..., with: out)
    }

    private static func escape(in bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + 7 <= bytes.count {
            if unit(in: bytes, at: index) != nil { return index }
            index += 1
        }
        return nil
    }

    private static func unit(in bytes: [UInt8], at index: Int) -> UInt16? {
        guard index + 7 <= bytes.count, bytes[index] == UInt8(ascii: "_"), bytes[index + 1] == UInt8(ascii: "x"),
            bytes[index + 6] == UInt8(ascii: "_")
        else { return nil }
        var value: UInt16 = 0
        for digitIndex in (index + 2)..<(index + 6) {
            guard let digit = Character(Unicode.Scalar(bytes[digitIndex])).hexDigitValue else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
