import CSV

/// Any bytes are read to their end, the same ones however they are cut; what a record gives back are bytes of the file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let whole = try? read(bytes, chunk: max(1, count))
    precondition(whole == (try? read(bytes, chunk: 7)), "a file reads differently when it comes in other pieces")
    return 0
}

private struct Reading: Equatable {
    var header: [String] = []
    var fields: [[String]] = []
    var lines: [Int] = []
    var hasProblem: [Bool] = []
}

private func read(_ bytes: [UInt8], chunk: Int) throws -> Reading {
    var position = 0
    var reader = try RecordReader {
        defer { position = min(position + chunk, bytes.count) }
        return Array(bytes[position..<min(position + chunk, bytes.count)])
    }
    var reading = Reading()
    reading.header = reader.header?.names ?? []
    var record = Record()
    while try reader.next(into: &record) {
        reading.fields.append((0..<record.fieldCount).map { record.text($0) })
        reading.lines.append(record.line)
        reading.hasProblem.append(record.problem != nil)
        precondition(record.problem != nil || record.fieldCount == reading.header.count)
        precondition(reading.fields.count <= bytes.count, "more records than bytes")
    }
    return reading
}
