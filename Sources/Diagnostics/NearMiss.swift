/// Names that a mistyped one may have meant.
package enum NearMiss {
    /// The candidates near to `name`, nearest first, at most `limit`.
    ///
    /// Near means: equal but for case and punctuation, or at an edit distance of at most a third of the length, or one
    /// beginning with the other.
    package static func names(near name: String, among candidates: some Sequence<String>, limit: Int = 3) -> [String] {
        let wanted = key(name)
        guard !wanted.isEmpty else { return [] }
        var scored: [(score: Int, name: String)] = []
        for candidate in candidates {
            let other = key(candidate)
            let distance = editDistance(wanted, other)
            if distance <= max(1, max(wanted.count, other.count) / 3) {
                scored.append((distance, candidate))
            } else if min(wanted.count, other.count) >= 3, wanted.starts(with: other) || other.starts(with: wanted) {
                scored.append((distance, candidate))
            }
        }
        scored.sort { ($0.score, $0.name) < ($1.score, $1.name) }
        var seen = Set<String>()
        return Array(scored.map(\.name).filter { seen.insert($0).inserted }.prefix(limit))
    }

    /// `did you mean "a" or "b"?`, or nil when nothing is near.
    package static func question(_ name: String, among candidates: some Sequence<String>) -> String? {
        question(of: names(near: name, among: candidates))
    }

    /// The same of names that are known to be near.
    package static func question(of near: [String]) -> String? {
        near.isEmpty ? nil : "did you mean \(near.map { "\"\($0)\"" }.joined(separator: " or "))?"
    }

    private static func key(_ text: String) -> [Character] {
        text.lowercased().filter { $0.isLetter || $0.isNumber }.map { $0 }
    }

    /// The optimal string alignment distance: a swap of two neighbours counts once.
    private static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var before: [Int] = []
        var previous = Array(0...b.count)
        for i in 1...a.count {
            var current = [i]
            for j in 1...b.count {
                let substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                var best = min(substitution, previous[j] + 1, current[j - 1] + 1)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    best = min(best, before[j - 2] + 1)
                }
                current.append(best)
            }
            before = previous
            previous = current
        }
        return previous[b.count]
    }
}
