import Foundation

/// The same thing measured several times.
struct Spread {
    private let sorted: [Double]

    /// - Parameter values: at least one.
    init(_ values: [Double]) {
        sorted = values.sorted()
    }

    /// The middle one; of an even number, the mean of the two in the middle.
    var median: Double {
        guard let last = sorted.last else { return 0 }
        let middle = sorted.count / 2
        if sorted.count % 2 == 0, middle > 0 { return (sorted[middle - 1] + sorted[middle]) / 2 }
        return middle < sorted.count ? sorted[middle] : last
    }

    var least: Double { sorted.first ?? 0 }
    var most: Double { sorted.last ?? 0 }
    var count: Int { sorted.count }
}

/// Numbers as the tables show them.
enum Figure {
    /// `1 run`, `5 runs`.
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// `1,234.50`.
    static func number(_ value: Double, decimals: Int) -> String {
        let text = String(format: "%.\(decimals)f", value)
        let parts = text.split(separator: ".", maxSplits: 1)
        var whole = Array(parts[0])
        let first = whole.first == "-" ? 1 : 0
        for place in stride(from: whole.count - 3, to: first, by: -3) { whole.insert(",", at: place) }
        return String(whole) + (parts.count > 1 ? "." + parts[1] : "")
    }
}
