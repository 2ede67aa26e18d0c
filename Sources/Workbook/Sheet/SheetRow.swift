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

/// Columns and cells as Excel calls them.
package enum CellReference {
    /// Excel's own limit.
    package static let mostColumns = 16_384

    /// `A` for column 0, `XFD` for the last.
    package static func column(_ index: Int) -> String {
        var letters = ""
        var rest = index + 1
        while rest > 0 {
            let digit = (rest - 1) % 26
            letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(digit))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }

    /// The column of a reference such as `AB12`, from 0; nil when it is none, or beyond the last column.
    static func column(of reference: UnsafePointer<CChar>) -> Int? {
        var column = 0
        var place = reference
        while true {
            let letter = UInt8(bitPattern: place.pointee) & 0xDF
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) else { break }
            column = column * 26 + Int(letter - UInt8(ascii: "A")) + 1
            guard column <= mostColumns else { return nil }
            place += 1
        }
        return column > 0 && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(UInt8(bitPattern: place.pointee)) ? column - 1 : nil
    }

    /// Digits only.
    static func number(_ text: UnsafePointer<CChar>) -> Int? {
        var value = 0
        var place = text
        while place.pointee != 0 {
            let digit = UInt8(bitPattern: place.pointee) &- UInt8(ascii: "0")
            guard digit < 10, value < 1 << 40 else { return nil }
            value = value * 10 + Int(digit)
            place += 1
        }
        return place == text ? nil : value
    }
}
