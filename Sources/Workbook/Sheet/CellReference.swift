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
