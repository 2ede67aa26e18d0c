import Testing

@testable import CSV

@Suite struct ProblemTests {
    @Test func `a broken record is named by number and line, and the next ones are read`() throws {
        let text = """
            a,b,c
            1,2,3
            "x
            y",2,3

            1,"2"x,3
            1,2
            "p
            q
            r",2,3,4
            1,2,3
            1,2,"open
            1,2,3

            """
        #expect(
            try Reading(text).rows == [
                Row(number: 1, line: 2, fields: ["1", "2", "3"]),
                Row(number: 2, line: 3, fields: ["x\ny", "2", "3"]),
                Row(number: 3, line: 6, fields: ["1", "\"2\"x", "3"], problem: .textAfterQuote(line: 6, column: 2)),
                Row(number: 4, line: 7, fields: ["1", "2", ""]),
                Row(number: 5, line: 8, fields: ["p\nq\nr", "2", "3", "4"], problem: .fieldCount(expected: 3, found: 4)),
                Row(number: 6, line: 11, fields: ["1", "2", "3"]),
                Row(number: 7, line: 12, fields: ["1", "2", "open\n1,2,3\n"], problem: .unclosedQuote(line: 12)),
            ])
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func `the line of a fault inside a record counts its quoted breaks`(_ ending: String) throws {
        let text = ["a,b,c", "\"1", "2", "3\",\"4", "5\"x,6", "\"7", "8\",\"9", "0\","].joined(separator: ending)
        let rows = try Reading(text + "\"open").rows
        #expect(rows.map(\.line) == [2, 6])
        #expect(rows[0].problem == .textAfterQuote(line: 5, column: 2))
        #expect(rows[1].problem == .unclosedQuote(line: 8))
    }

    @Test func `a quote inside a field without quotes is text`() throws {
        let reading = try Reading("a,b\n5\" pipe,x\"\"y\"\n ab, \"c\" d\n")
        #expect(reading.rows.map(\.problem) == [nil, nil])
        #expect(reading.fields == [["5\" pipe", "x\"\"y\""], [" ab", " \"c\" d"]])
    }

    /// White space around a cell never counts. A delimiter within such quotes is one all the same.
    @Test(arguments: [1, 7, 65536]) func `a quoted text behind spaces is that text`(_ chunk: Int) throws {
        let text = "a, \"b\"\n \"x\",  \"y \"\"z\"\"\" \n1, \"\"\n \"p\"q\", \"r\n1, \"s, t\"\n2, \"u\", \"\"\n"
        let reading = try Reading(Array(text.utf8), chunk: chunk)
        #expect(reading.header?.names == ["a", "b"])
        #expect(reading.problems == [nil, nil, nil, .fieldCount(expected: 2, found: 3), nil])
        #expect(reading.fields == [["x", "y \"z\""], ["1", ""], [" \"p\"q\"", " \"r"], ["1", " \"s", " t\""], ["2", "u"]])
        #expect(reading.raws[0] == Array(" \"x\",  \"y \"\"z\"\"\" ".utf8), "its bytes stay for the rejects")
    }

    @Test func `spaces between a closing quote and the field's end are left out`() throws {
        let reading = try Reading("a,b\n\"x\"  ,\"y\" \n\"z\" ,\"\"  ")
        #expect(reading.rows.map(\.problem) == [nil, nil])
        #expect(reading.fields == [["x", "y"], ["z", ""]])
    }

    @Test(arguments: ["\"a\"b\"c", "\"a\" \"c", "\"a\"  b", "\"a\"\"\"b", "\"a\"b\"", "\"a\"\t"])
    func `anything else after a closing quote spoils the field up to its end`(_ field: String) throws {
        let row = try Reading("h1,h2,h3\n1,\(field),3\n4,5,6\n").rows
        #expect(row[0] == Row(number: 1, line: 2, fields: ["1", field, "3"], problem: .textAfterQuote(line: 2, column: 2)))
        #expect(row[1] == Row(number: 2, line: 3, fields: ["4", "5", "6"]))
    }

    @Test func `the first fault of a record is the one told`() throws {
        let rows = try Reading(Array("a,b\n\"x\"y,\"z\"w,3\n\"p\"q,\"".utf8) + [0xFF]).rows
        #expect(rows.map(\.problem) == [.textAfterQuote(line: 2, column: 1), .textAfterQuote(line: 3, column: 1)])
    }

    @Test func `bytes that are not text name their own line`() throws {
        var text = Array("a,b\nfine,é\n".utf8)
        text += Array("\"x\r\ny\n".utf8) + [0xC3] + Array("\",z\n".utf8)
        text += Array("fine,2\n1,".utf8) + [0xE2, 0x82]
        let rows = try Reading(text, options: ReaderOptions(encoding: .utf8)).rows
        #expect(rows.map(\.problem) == [nil, .invalidText(line: 5), nil, .invalidText(line: 7)])
        #expect(rows[1].fields == ["x\r\ny\n\u{FFFD}", "z"])
    }

    @Test func `bytes beyond the sample that are not UTF-8 are told, not guessed`() throws {
        let rows = String(repeating: "abcdefghij,0123456789\n", count: 4000)
        let reading = try Reading(Array("a,b\n\(rows)caf".utf8) + [0xE9] + Array(",x\n".utf8))
        #expect(reading.dialect.encoding == .utf8)
        #expect(reading.rows.count == 4001)
        #expect(reading.rows.last?.problem == .invalidText(line: 4002))
        #expect(reading.problems.dropLast().allSatisfy { $0 == nil })
    }

    @Test(arguments: [TextEncoding.utf16LittleEndian, .utf16BigEndian]) func `half a character in UTF-16 is not text`(
        _ encoding: TextEncoding
    ) throws {
        func unit(_ value: UInt16) -> [UInt8] {
            encoding == .utf16BigEndian ? [UInt8(value >> 8), UInt8(value & 0xFF)] : [UInt8(value & 0xFF), UInt8(value >> 8)]
        }
        var file = bytes("a\nfine 😀\nhigh ", in: encoding, withBOM: true) + unit(0xD83D)
        file += bytes("\nlow ", in: encoding) + unit(0xDE00)
        file += bytes("\ntwo ", in: encoding) + unit(0xD83D) + unit(0xD83D) + unit(0xDE00)
        file += bytes("\nfine\nodd", in: encoding)
        #expect(try Reading(file + unit(0xD83D)).problems.last == .invalidText(line: 7))
        file += [0x41]
        #expect(
            try Reading(file).problems == [
                nil, .invalidText(line: 3), .invalidText(line: 4), .invalidText(line: 5), nil, .invalidText(line: 7),
            ])
    }

    @Test(arguments: [1, 7, 64, 65536]) func `a record beyond the limit is an open quote and ends the reading`(_ chunk: Int) throws {
        let limits = ReaderLimits(record: 200, keptOfOverlong: 100, sample: 1)
        let long = "1,2\n3,\"4\n" + String(repeating: "five\n", count: 60) + "\"\n6,7\n"
        let rows = try Reading(Array("a,b\n\(long)".utf8), chunk: chunk, limits: limits).rows
        #expect(rows.map(\.number) == [1, 2])
        #expect(rows[1].line == 3)
        #expect(rows[1].problem == .unclosedQuote(line: 3))
        #expect(rows[1].fields == ["3"])
        let raw = try Reading(Array("a,b\n\(long)".utf8), chunk: chunk, limits: limits).raws[1]
        #expect(raw == Array("3,\"4\n\(String(repeating: "five\n", count: 60))".utf8.prefix(100)))
    }

    @Test(arguments: [1, 64, 65536]) func `a record that just keeps to the limit is read`(_ chunk: Int) throws {
        let limits = ReaderLimits(record: 200, sample: 1)
        for ending in ["", "\n", "\r\n"] {
            let rows = try Reading(Array("a\n\(String(repeating: "x", count: 200))\(ending)".utf8), chunk: chunk, limits: limits).rows
            #expect(rows.map(\.problem) == [nil])
            let over = try Reading(Array("a\n\(String(repeating: "x", count: 201))\(ending)".utf8), chunk: chunk, limits: limits).rows
            #expect(over.map(\.problem) == [.tooLong(line: 2)])
        }
    }
}
