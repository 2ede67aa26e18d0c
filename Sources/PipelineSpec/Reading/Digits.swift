/// Numbers as a pipeline writes them: ASCII digits, a point for a fraction, nothing else.
enum Digits {
    /// Nil unless the text is digits only and fits.
    static func integer(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }

    /// Digits with at most one point among them.
    static func decimal(_ text: some StringProtocol) -> Double? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, text.utf8.count <= 15 else { return nil }
        guard parts.allSatisfy({ integer($0) != nil }) else { return nil }
        return Double(text)
    }

    /// `80%` or `2.5 %`: the number before the sign.
    static func percent(_ text: some StringProtocol) -> Double? {
        guard text.last == "%" else { return nil }
        var number = text.dropLast()
        while number.last == " " { number = number.dropLast() }
        return decimal(number)
    }

    /// The text without spaces at both its ends.
    static func trimmed(_ text: String) -> Substring {
        var rest = text[...]
        while rest.first == " " { rest = rest.dropFirst() }
        while rest.last == " " { rest = rest.dropLast() }
        return rest
    }
}
