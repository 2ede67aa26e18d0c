import FerryTestSupport
import Testing

@testable import Affinity

/// Texts are skipped eight bytes at a time: at every distance from the end, and wherever quotes and backslashes stand, as byte by byte.
@Suite struct JSONCursorTests {
    /// The inside of the text at the beginning; nil when it has no end.
    private static func plain(_ bytes: [UInt8]) -> Range<Int>? {
        var at = 1
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\"") { return 1..<at }
            at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    private static func fast(_ bytes: [UInt8]) -> Range<Int>? {
        bytes.withUnsafeBufferPointer { buffer in
            var cursor = JSONCursor(buffer)
            guard let range = try? cursor.rawString() else { return nil }
            return cursor.at == range.upperBound + 1 ? range : nil
        }
    }

    @Test(arguments: 0..<40) func aTextEndsWhereItsFirstQuoteIsThatNoBackslashTakes(length: Int) {
        var dice = SplitMix(seed: UInt64(length))
        // Bytes that a borrow between the bytes of a word could be mistaken for one of the two.
        let alphabet: [UInt8] = [0x22, 0x5C, 0x21, 0x23, 0x5B, 0x5D, 0xA2, 0xDC, 0x00, 0xFF, 0x61, 0x62, 0x63, 0x64]
        for _ in 0..<400 {
            let inside = (0..<length).map { _ in alphabet[Int(dice.next() % UInt64(alphabet.count))] }
            for bytes in [[0x22] + inside, [0x22] + inside + [0x22], [0x22] + inside + Array("\",\"next\":1".utf8)] {
                #expect(Self.fast(bytes) == Self.plain(bytes), "\(bytes)")
            }
        }
    }

    @Test(arguments: [Array("{\"f\u{FFFD}elds\": 1}".utf8), Array("{\"a\": {\"f".utf8) + [0xFF] + Array("elds\": 1}}".utf8)])
    func aSpoiledKeyIsNotPassedOver(bytes: [UInt8]) {
        #expect(throws: JSONProblem.self) {
            try bytes.withJSONCursor { json throws(JSONProblem) in
                var json = json
                try json.skip()
            }
        }
    }

    @Test func aSpoiledIDOfAFieldIsNone() {
        let bytes = Array("\"field-4\u{FFFD}\"".utf8)
        #expect(throws: JSONProblem.self) {
            try bytes.withJSONCursor { json throws(JSONProblem) in
                var json = json
                _ = try FieldID(&json)
            }
        }
    }
}
