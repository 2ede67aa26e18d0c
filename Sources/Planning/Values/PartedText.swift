import Affinity
import Text

/// A cell of several values: `a;"b;c";d`.
package enum PartedText {
    /// The parts between the separators: trimmed, without blanks, in the order of the cell.
    ///
    /// A part in double quotes keeps separators, and `""` in it is a quote. A quote that has no partner, or that is followed by
    /// more text, stands for itself: `12" vinyl` is a name.
    package static func parts(of text: String, by separator: String) -> [String] {
        parts(of: text, by: separator, joining: 0) { _ in false }
    }

    /// The same, where texts that hold separators themselves may be one value: the longest that is one counts.
    ///
    /// - Parameter joining: how many separators a value holds at most.
    static func parts(of text: String, by separator: String, joining: Int, _ isOne: (String) -> Bool) -> [String] {
        var text = text
        let mark = Array(separator.utf8)
        return text.withUTF8 { bytes in
            guard !mark.isEmpty else { return [part(bytes[...])].filter { !$0.isEmpty } }
            let hasQuotes = bytes.contains(quote)
            var parts: [String] = []
            var start = 0
            while start <= bytes.count {
                if hasQuotes, let quoted = quotedPart(bytes, from: start, mark: mark) {
                    if !quoted.text.isEmpty { parts.append(quoted.text) }
                    start = quoted.next
                    continue
                }
                let end = end(of: bytes, from: start, mark: mark, joining: joining, isOne)
                let text = part(bytes[start..<end])
                if !text.isEmpty { parts.append(text) }
                start = end + mark.count
                if end == bytes.count { break }
            }
            return parts
        }
    }

    /// Where the part that starts here ends.
    private static func end(
        of bytes: UnsafeBufferPointer<UInt8>, from start: Int, mark: [UInt8], joining: Int, _ isOne: (String) -> Bool
    ) -> Int {
        func next(_ from: Int) -> Int { (from..<bytes.count).first { isMark(mark, at: $0, in: bytes) } ?? bytes.count }
        let first = next(start)
        guard joining > 0 else { return first }
        var ends = [first]
        while ends.count <= joining, let last = ends.last, last < bytes.count { ends.append(next(last + mark.count)) }
        return ends.dropFirst().last { isOne(part(bytes[start..<$0])) } ?? first
    }

    private static let quote = UInt8(ascii: "\"")

    /// Trimmed before it becomes a string: most parts have a space before them.
    private static func part(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        var bytes = bytes
        while let first = bytes.first, isSpace(first) { bytes.removeFirst() }
        while let last = bytes.last, isSpace(last) { bytes.removeLast() }
        return CellText.trimmed(String(decoding: UnsafeBufferPointer(rebasing: bytes), as: UTF8.self))
    }

    /// A part that is in quotes as a whole; `next` is where the part after it starts, past the end when there is none.
    private static func quotedPart(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, mark: [UInt8]) -> (text: String, next: Int)? {
        var i = start
        while i < bytes.count, isSpace(bytes[i]) { i += 1 }
        guard i < bytes.count, bytes[i] == quote else { return nil }
        i += 1
        var content: [UInt8] = []
        while true {
            guard i < bytes.count else { return nil }
            if bytes[i] == quote {
                guard i + 1 < bytes.count, bytes[i + 1] == quote else { break }
                i += 1
            }
            content.append(bytes[i])
            i += 1
        }
        i += 1
        while i < bytes.count, isSpace(bytes[i]), !isMark(mark, at: i, in: bytes) { i += 1 }
        let text = CellText.trimmed(String(decoding: content, as: UTF8.self))
        if i == bytes.count { return (text, bytes.count + 1) }
        return isMark(mark, at: i, in: bytes) ? (text, i + mark.count) : nil
    }

    private static func isMark(_ mark: [UInt8], at i: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes[i] == mark[0], i + mark.count <= bytes.count else { return false }
        return mark.count == 1 || bytes[i..<(i + mark.count)].elementsEqual(mark)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

/// The cells of a column that may hold several values, to find out what parts them.
struct PartColumn: Sendable {
    /// Columns with more such texts are not lists of options.
    private static let textsKept = 3000
    private var texts: [String: Int] = [:]
    private var isOverfull = false

    mutating func add(_ text: String) {
        guard !isOverfull, PartAdvice.separators.contains(where: text.contains) else { return }
        texts[text, default: 0] += 1
        if texts.count > Self.textsKept { (texts, isOverfull) = ([:], true) }
    }

    /// What would part the cells that are unknown as they are; nil where nothing does, or where it would change a cell that is read.
    func advice(for conversion: ValueConversion) -> PartAdvice? {
        let unread = texts.filter { !conversion.knows($0.key) }
        guard !unread.isEmpty else { return nil }
        return PartAdvice.separators.compactMap { separator -> PartAdvice? in
            let parted = conversion.parted(by: separator)
            let helped = unread.filter { parted.mayKnow($0.key) }
            guard !helped.isEmpty else { return nil }
            let isHarmless = texts.keys.allSatisfy { unread[$0] != nil || parted.parts(of: $0) == conversion.parts(of: $0) }
            return isHarmless ? PartAdvice(separator: separator, cells: helped.values.reduce(0, +)) : nil
        }.max { $0.cells < $1.cells }
    }
}

/// What parts the cells of a column, where that makes known values of unknown ones and changes no other cell.
struct PartAdvice: Sendable, Hashable {
    static let separators = [";", ",", "|", "/", "\n", "&", "+"]

    let separator: String
    /// How many cells it makes readable.
    let cells: Int

    /// As a pipeline states it.
    func option(isMulti: Bool) -> String {
        let split = "split: \(ConversionProblem.quoted(separator))"
        return isMulti ? split : "\(split), take: first"
    }
}

extension ValueConversion {
    /// Whether every part of a text is known as it is.
    package func knows(_ text: String) -> Bool { parts(of: text).allSatisfy(knowsPart) }

    /// The same, where an e-mail address may be that of somebody who is not known yet.
    fileprivate func mayKnow(_ text: String) -> Bool {
        let parts = parts(of: text)
        return parts.count > 1 && parts.allSatisfy { knowsPart($0) || (type.isPerson && EmailText.parse($0) != nil) }
    }

    private func knowsPart(_ part: String) -> Bool {
        if type.isDropdown { return options.knows(part) }
        if type.isPerson { if case .none = people.find(part) { return false } else { return true } }
        if case .none = companies.find(part) { return false } else { return true }
    }
}
