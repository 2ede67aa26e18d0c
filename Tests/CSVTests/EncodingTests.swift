import Testing

@testable import CSV

@Suite struct EncodingTests {
    @Test func `all bytes of the one-byte encodings go to text and back`() {
        for encoding in [TextEncoding.windows1252, .latin1] {
            var transcoder = Transcoder(encoding: encoding)
            var text: [UInt8] = []
            transcoder.append(Array(0...255), to: &text)
            transcoder.finish(to: &text)
            #expect(encoding.encode(text) == Array(0...255))
            #expect(UTF8Validation.isValid(text))
        }
    }

    @Test func `Windows-1252 is that of the WHATWG`() {
        var transcoder = Transcoder(encoding: .windows1252)
        var text: [UInt8] = []
        transcoder.append(Array(0x80...0x9F), to: &text)
        #expect(String(decoding: text, as: UTF8.self) == "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ")
    }

    @Test func `characters that an encoding lacks become question marks`() {
        let text = Array("é€株😀\u{80}".utf8)
        #expect(TextEncoding.latin1.encode(text) == [0xE9, 0x3F, 0x3F, 0x3F, 0x80])
        #expect(TextEncoding.windows1252.encode(text) == [0xE9, 0x80, 0x3F, 0x3F, 0x3F])
    }

    @Test func `UTF-8 is kept byte for byte, even where it is not text`() {
        #expect(TextEncoding.utf8.encode([0x41, 0xFF]) == [0x41, 0xFF])
    }

    @Test(arguments: [TextEncoding.utf16LittleEndian, .utf16BigEndian]) func `UTF-16 goes to text and back`(_ encoding: TextEncoding) {
        let text = "a\u{7F}\u{80}é\u{7FF}\u{800}株\u{FFFD}\u{FFFF}😀\u{10FFFF}"
        let file = bytes(text, in: encoding)
        #expect(encoding.encode(Array(text.utf8)) == file)
        var transcoder = Transcoder(encoding: encoding)
        var back: [UInt8] = []
        for byte in file { transcoder.append([byte], to: &back) }
        transcoder.finish(to: &back)
        #expect(back == Array(text.utf8))
    }

    @Test func `the check of UTF-8 agrees with the standard library's`() {
        var random = Seeded(11)
        let parts: [[UInt8]] = [
            [0x41], Array("abcdefghi".utf8), [0xC2, 0x80], [0xC1, 0xBF], [0xE0, 0xA0, 0x80], [0xE0, 0x9F, 0xBF], [0xED, 0x9F, 0xBF],
            [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x8F, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xE2, 0x82], [0xFF],
        ]
        var valid = 0
        for _ in 0..<4000 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 0...3, using: &random) { text += parts[Int.random(in: 0..<parts.count, using: &random)] }
            let isValid = String(validating: text, as: UTF8.self) != nil
            if isValid { valid += 1 }
            #expect(UTF8Validation.isValid(text) == isValid, "\(text)")
        }
        #expect(valid > 400)
    }

    @Test func `text that was cut is accepted only as far as it can be text`() {
        func isValid(_ text: [UInt8], isCut: Bool) -> Bool {
            text.withUnsafeBytes { UTF8Validation.firstInvalid(in: $0, isCut: isCut) == nil }
        }
        #expect(isValid([0x41, 0xE2, 0x82], isCut: true))
        #expect(!isValid([0x41, 0xE2, 0x82], isCut: false))
        #expect(!isValid([0x41, 0xE2, 0x41], isCut: true))
        #expect(!isValid([0xE0, 0x80], isCut: true))
    }

    @Test func `bytes that are not UTF-8 and have no zeros are Windows-1252`() {
        let sample = Array("Name,K\u{F6}ln".unicodeScalars.map { UInt8($0.value) })
        #expect(EncodingDetector.detect(sample[...], isCut: false, requested: nil).encoding == .windows1252)
    }

    @Test func `a stray zero does not make a UTF-8 file another one`() {
        let sample = Array("Name,City\nAcme\0,Köln\nBeta,Düren and much more text around it\n".utf8)
        #expect(EncodingDetector.detect(sample[...], isCut: false, requested: nil).encoding == .utf8)
    }
}

extension UTF8Validation {
    fileprivate static func isValid(_ text: [UInt8]) -> Bool {
        text.withUnsafeBytes { firstInvalid(in: $0) == nil }
    }
}
