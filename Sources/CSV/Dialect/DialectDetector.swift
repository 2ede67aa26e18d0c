/// Tells the delimiter and the line ending from the records at the start of a file.
///
/// Each candidate is tried with quotes respected. The best is the one under which most records are clean and have as many fields as the
/// header, more than one; among equals the one that is in the header most often, then the order of ``candidates``. A file in which no
/// candidate splits the header has one column and is read with commas.
enum DialectDetector {
    static let candidates: [UInt8] = [ASCII.comma, ASCII.semicolon, ASCII.tab, ASCII.bar]

    /// - Parameters:
    ///   - sample: UTF-8 text from the header's line on.
    ///   - isCut: the file goes on after the sample, so its last record says nothing.
    static func delimiter(of sample: UnsafeRawBufferPointer, escape: UInt8?, isCut: Bool) -> UInt8 {
        var best = (delimiter: ASCII.comma, score: (clean: -1, headerFields: 1))
        for candidate in candidates {
            let score = score(of: candidate, in: sample, escape: escape, isCut: isCut)
            if score.headerFields > 1, score > best.score { best = (candidate, score) }
        }
        return best.delimiter
    }

    /// The line ending of the first line that has one, outside quotes.
    static func lineEnding(of sample: UnsafeRawBufferPointer, delimiter: UInt8, escape: UInt8?, isCut: Bool) -> LineEnding? {
        var walk = SampleWalk(sample, delimiter: delimiter, escape: escape)
        while let state = walk.next(atEnd: false) {
            guard state.endedOnCarriageReturn else { return .lf }
            guard walk.position < sample.count else { return isCut ? nil : .cr }
            return sample[walk.position] == ASCII.lineFeed ? .crlf : .cr
        }
        return nil
    }

    private static func score(
        of delimiter: UInt8, in sample: UnsafeRawBufferPointer, escape: UInt8?, isCut: Bool
    ) -> (clean: Int, headerFields: Int) {
        var walk = SampleWalk(sample, delimiter: delimiter, escape: escape)
        // A header longer than the sample is all there is to go by.
        guard let header = walk.next(atEnd: !isCut) ?? walk.next(atEnd: true) else { return (0, 0) }
        var clean = header.isClean ? 1 : 0
        while let record = walk.next(atEnd: !isCut) {
            if record.isClean, record.fieldCount == header.fieldCount { clean += 1 }
        }
        return (clean, header.fieldCount)
    }
}
