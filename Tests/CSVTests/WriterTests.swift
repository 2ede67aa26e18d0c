import CSV
import Testing

@Suite struct WriterTests {
    private func written(_ dialect: Dialect = Dialect(), _ body: (inout RecordWriter) -> Void) -> String {
        var writer = RecordWriter(dialect: dialect)
        body(&writer)
        return String(decoding: writer.takeBytes(), as: UTF8.self)
    }

    @Test func `only fields that need quotes get them`() {
        let fields = ["plain", "a;b", "a,b", "say \"hi\"", "two\nlines", "two\rlines", " left", "right ", "in side", "", "é"]
        #expect(
            written(Dialect(delimiter: UInt8(ascii: ";"))) { $0.append(fields) }
                == "plain;\"a;b\";a,b;\"say \"\"hi\"\"\";\"two\nlines\";\"two\rlines\";\" left\";\"right \";in side;;é\n")
    }

    @Test func `one empty field is written as quotes, two as a delimiter, none not at all`() {
        #expect(written { $0.append([""]) } == "\"\"\n")
        #expect(written { $0.append(["", ""]) } == ",\n")
        #expect(written { $0.append([]) } == "")
    }

    @Test func `raw records are kept and get fields after them`() {
        let dialect = Dialect(delimiter: UInt8(ascii: ";"), lineEnding: .crlf)
        #expect(
            written(dialect) {
                $0.append(raw: Array("\"a\" ;b".utf8), then: ["why; so"])
                $0.append(raw: Array("c".utf8))
            } == "\"a\" ;b;\"why; so\"\r\nc\r\n")
    }

    @Test func `the byte-order mark comes first and once`() {
        for encoding in [TextEncoding.utf8, .utf16LittleEndian, .utf16BigEndian] {
            var writer = RecordWriter(dialect: Dialect(encoding: encoding, hasBOM: true))
            writer.append(["é"])
            #expect(writer.takeBytes() == bytes("é\n", in: encoding, withBOM: true))
            writer.append(["x"])
            #expect(writer.takeBytes() == bytes("x\n", in: encoding))
            #expect(writer.takeBytes() == [])
        }
    }

    @Test func `a first field that looks like a mark or a separator line is quoted`() throws {
        for name in ["\u{FEFF}Name", "sep=;", "Sep=,x", "ID", "IDs"] {
            let text = written {
                $0.append([name])
                $0.append([name])
            }
            #expect(text == "\"\(name)\"\n\(name.hasPrefix("\u{FEFF}") || name.contains(",") ? "\"\(name)\"" : name)\n")
        }
    }

    @Test(arguments: TextEncoding.allCases) func `what is written is read again`(_ encoding: TextEncoding) throws {
        var random = Seeded(7)
        let latin = ["a", "b c", "\"", "\"\"", "\n", "\r\n", "\r", ",", ";", "\t", "|", " ", "é", "ß", "5\" pipe", "\u{81}"]
        let pieces =
            latin + (encoding == .latin1 ? [] : ["€", "–", "™"]) + (encoding.rawValue.hasPrefix("utf") ? ["株", "😀", "e\u{301}"] : [])
        let requested: RequestedEncoding =
            switch encoding {
            case .utf16LittleEndian, .utf16BigEndian: .utf16
            default: .exactly(encoding)
            }
        for round in 0..<60 {
            let columns = Int.random(in: 1...5, using: &random)
            let rows = random.table(from: pieces, rows: Int.random(in: 0...30, using: &random), columns: columns)
            let dialect = Dialect(
                delimiter: [UInt8](",;\t|".utf8)[round % 4], encoding: encoding, hasBOM: !encoding.byteOrderMark.isEmpty && round % 3 > 0,
                lineEnding: LineEnding.allCases[round % 3])
            var writer = RecordWriter(dialect: dialect)
            writer.append((1...columns).map { "c\($0)" })
            for row in rows { writer.append(row) }
            let file = writer.takeBytes()
            let options = ReaderOptions(delimiter: dialect.delimiter, encoding: requested)
            let reading = try Reading(file, chunk: 1 + round, options: options)
            let isSame = reading.fields == rows
            #expect(isSame, "round \(round)")
            #expect(reading.problems.allSatisfy { $0 == nil })
            #expect(reading.dialect == dialect)

            var copier = RecordWriter(dialect: reading.dialect)
            copier.append(raw: reading.header?.raw ?? [])
            for raw in reading.raws { copier.append(raw: raw) }
            #expect(copier.takeBytes() == file)
        }
    }
}
