import Testing

@testable import CSV

@Suite struct BufferTests {
    @Test(arguments: TextEncoding.allCases) func `the buffer holds no more than what is unread and a chunk`(_ encoding: TextEncoding) throws
    {
        var chunks = 0
        var buffer = TextBuffer(encoding: encoding, first: [], isAtEnd: false) {
            chunks += 1
            return chunks <= 1000 ? Array(repeating: 0x41, count: 100) : []
        }
        var largest = 0
        var total = 0
        while try buffer.fill() {
            largest = max(largest, buffer.bytes.count)
            // Some text is always left, as the start of a record would be.
            total += buffer.available - 10
            buffer.position += buffer.available - 10
        }
        #expect(largest <= 1000)
        #expect(total + 10 == (encoding == .utf16LittleEndian || encoding == .utf16BigEndian ? 150_000 : 100_000))
        #expect(chunks == 1001)
        #expect(buffer.isAtEnd)
    }

    @Test func `a closure that ended is not called again`() throws {
        var ends = 0
        var reader = try RecordReader {
            ends += 1
            return []
        }
        var record = Record()
        #expect(try !reader.next(into: &record))
        #expect(try !reader.next(into: &record))
        #expect(ends == 1)
    }
}
