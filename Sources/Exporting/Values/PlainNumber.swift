/// Numbers as people and spreadsheets write them: shortest digits that give the same number back, never an exponent.
enum PlainNumber {
    static func text(_ number: Double) -> String {
        guard number.isFinite else { return "" }
        if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
        let text = String(describing: number)
        guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }), let exponent = Int(text[text.index(after: mark)...]) else {
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        return plain(String(text[..<mark]), exponent: exponent)
    }

    /// Moves the decimal point of a mantissa.
    private static func plain(_ mantissa: String, exponent: Int) -> String {
        let sign = mantissa.hasPrefix("-") ? "-" : ""
        let halves = mantissa.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        var digits = String(halves[0]) + (halves.count > 1 && halves[1] != "0" ? String(halves[1]) : "")
        var point = halves[0].count + exponent
        if point <= 0 {
            digits = String(repeating: "0", count: 1 - point) + digits
            point = 1
        }
        if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) }
        let cut = digits.index(digits.startIndex, offsetBy: point)
        return sign + digits[..<cut] + "." + digits[cut...]
    }
}
