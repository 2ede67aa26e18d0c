/// Numbers for people.
package enum Numbers {
    /// `12,345`.
    package static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var out = ""
        for (offset, digit) in digits.enumerated() {
            if offset > 0, (digits.count - offset) % 3 == 0 { out.append(",") }
            out.append(digit)
        }
        return number < 0 ? "-" + out : out
    }

    /// `3 rows`, `1 row`.
    package static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? singular : plural ?? singular + "s")"
    }

    /// `28 s`, `4 min`, `1 h 5 min`.
    package static func duration(seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        if whole < 120 { return "\(max(whole, 1)) s" }
        let minutes = (whole + 59) / 60
        return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }

    package static func duration(_ duration: Duration) -> String {
        self.duration(seconds: duration / .seconds(1))
    }

    /// `0.4%`.
    package static func percent(_ share: Double) -> String {
        if share > 0, share < 0.001 { return "under 0.1%" }
        let tenths = (share * 1000).rounded()
        return tenths.truncatingRemainder(dividingBy: 10) == 0 ? "\(Int(tenths) / 10)%" : "\(tenths / 10)%"
    }

    /// One digit behind the point.
    package static func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10))"
    }
}

/// Numbers of rows for a person: `rows 40, 41 and 7 more`.
package enum RowList {
    package static func text(_ rows: [Int], count: Int) -> String {
        let shown = rows.map(String.init).joined(separator: ", ")
        let more = count > rows.count ? " and \(Numbers.grouped(count - rows.count)) more" : ""
        return (count == 1 ? "row " : "rows ") + shown + more
    }

    package static func parenthesis(_ rows: [Int], count: Int) -> String {
        rows.isEmpty ? "" : " (\(text(rows, count: count)))"
    }
}
