import Diagnostics
import FerryTestSupport
import Testing

@testable import YAMLTree

@Suite("Files that are not UTF-8 text")
struct EncodingTests {
    private func read(_ bytes: [UInt8]) -> YAMLReading {
        YAMLParser.parse(bytes, file: "test.yaml")
    }

    @Test func theFirstBadByteIsPointedAt() {
        let reading = read(Array("a: 1\nb: éx".utf8) + [0xE9] + Array("\nc: 3".utf8))
        #expect(reading.diagnostics.map(\.code) == ["P002"])
        #expect(reading.diagnostics.first?.message.contains("0xE9") == true)
        #expect(reading.diagnostics.first?.location?.span?.start == SourcePosition(line: 2, column: 6))
        #expect(reading.diagnostics.first?.hint?.contains("Windows-1252") == true)
        #expect(reading.root == nil)
    }

    @Test func aTruncatedLastCharacterIsPointedAt() {
        let reading = read(Array("a: x".utf8) + [0xE2, 0x82])
        #expect(reading.diagnostics.first?.location?.span?.start == SourcePosition(line: 1, column: 5))
    }

    @Test func linesAreCountedOverCRLFToo() {
        let reading = read(Array("a: 1\r\nb: 2\rc: ".utf8) + [0xFF])
        #expect(reading.diagnostics.first?.location?.span?.start == SourcePosition(line: 3, column: 4))
    }

    @Test func utf16IsNamed() {
        let text = Array("a: 1\n".utf16)
        let little = text.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = text.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
            #expect(read(bytes).diagnostics.map(\.code) == ["P002"])
            #expect(read(bytes).diagnostics.first?.message.contains("UTF-16") == true)
        }
    }

    @Test func controlCharactersAreRefused() {
        let reading = parse("a: 1\nb: x\u{0}y\u{1B}\n")
        #expect(reading.diagnostics.map(\.code) == ["P003"])
        #expect(reading.diagnostics.first?.message.contains("U+0000") == true)
        #expect(reading.diagnostics.first?.location?.span?.start == SourcePosition(line: 2, column: 5))
        #expect(reading.diagnostics.first?.notes == ["1 more like it in this file"])
    }

    @Test func otherScriptsAndEmojiAreFine() throws {
        #expect(try tree("größe: 東京 🚀\u{85}b: 1").shape == #"{größe: "東京 🚀", b: "1"}"#)
    }
}
