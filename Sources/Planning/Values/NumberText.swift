/// Numbers as text.
package enum NumberText {
    /// With thousands separators and all digits there are: `12,000,000`, `-1,234.5`. Reads back as the same number.
    package static func grouped(_ value: Double) -> String { text(value, separator: ",") }

    /// All digits without separators: `12000000`.
    package static func plain(_ value: Double) -> String { text(value, separator: "") }

    private static func text(_ value: Double, separator: String) -> String {
        guard value.isFinite else { return value.description }
        let number = DecimalNumber(shortest: value)
        let point = number.digits.count + number.exponent
        // Beyond this the zeros only hide the size.
        guard (-10...24).contains(point) else { return value.description }
        let digits = number.digits.map { Character(Unicode.Scalar($0 + 0x30)) }
        var whole = String(digits.prefix(max(0, point))) + String(repeating: "0", count: max(0, number.exponent))
        if whole.isEmpty { whole = "0" }
        let fraction = String(repeating: "0", count: max(0, -point)) + String(digits.dropFirst(max(0, point)))
        var out = number.isNegative && !digits.isEmpty ? "-" : ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { out += separator }
            out.append(digit)
        }
        return fraction.isEmpty ? out : "\(out).\(fraction)"
    }
}
