/// One row of a sheet: the texts of its cells as Excel shows them, UTF-8.
package struct SheetRow {
    /// As Excel numbers it, from 1.
    package internal(set) var number = 0
    /// One more than the last column that has a text.
    package private(set) var width = 0
    private var bytes: [UInt8] = []
    /// Where the text of each column stands; those of earlier rows beyond `width`.
    private var spans: [Range<Int>] = []

    /// Lends the text of a column, counted from 0; an empty one where there is none.
    package func withBytes<Result>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        let span = column < width ? spans[column] : 0..<0
        return try bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[span])) }
    }

    package func text(_ column: Int) -> String {
        withBytes(column) { String(decoding: $0, as: UTF8.self) }
    }

    package func isEmpty(_ column: Int) -> Bool {
        column >= width || spans[column].isEmpty
    }

    /// The bytes of all its texts.
    var size: Int { bytes.count }

    mutating func begin(_ number: Int) {
        self.number = number
        width = 0
        bytes.removeAll(keepingCapacity: true)
    }

    /// Empty texts are as good as none.
    mutating func set(_ column: Int, _ text: UnsafeRawBufferPointer) {
        guard !text.isEmpty else { return }
        while spans.count <= column { spans.append(0..<0) }
        while width <= column {
            spans[width] = 0..<0
            width += 1
        }
        let start = bytes.count
        bytes.append(contentsOf: text)
        spans[column] = start..<bytes.count
    }

    mutating func set(_ column: Int, _ text: [UInt8]) {
        text.withUnsafeBytes { set(column, $0) }
    }
}
