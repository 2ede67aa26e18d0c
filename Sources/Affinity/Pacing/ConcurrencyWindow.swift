/// How many requests may be under way at once. Affinity has a limit and does not publish it (AffinityAPI.md#the-minute-and-the-month),
/// so it is found: additive increase, multiplicative decrease.
///
/// | what happens | at once |
/// | --- | --- |
/// | the run begins | 6, or as many as configured |
/// | as many answers as are allowed at once, and more would have gone | one more, up to as many as configured |
/// | 429 with calls left in the minute | half as many, and from then on fewer than there were |
/// | 1,000 answers since then | that bound is tried by one more |
struct ConcurrencyWindow: Sendable {
    private static let first = 6
    private static let trial = 1000
    private static let calm = 50

    /// As configured.
    private let most: Int
    private(set) var size: Int
    /// What Affinity is known to bear.
    private var bound: Int
    /// One after the other, without fifty answers in between.
    private(set) var complaints = 0
    private var isWanted = false
    private var answers = 0
    private var sinceComplaint = 0

    init(most: Int) {
        self.most = most
        size = min(Self.first, most)
        bound = most
    }

    mutating func allows(_ underWay: Int) -> Bool {
        if underWay >= size { isWanted = true }
        return underWay < size
    }

    mutating func answered() {
        sinceComplaint += 1
        if sinceComplaint == Self.calm { complaints = 0 }
        if sinceComplaint.isMultiple(of: Self.trial) { bound = min(most, bound + 1) }
        guard isWanted else { return }
        answers += 1
        guard answers >= size else { return }
        (answers, isWanted) = (0, false)
        size = min(bound, size + 1)
    }

    mutating func tooMany() {
        complaints += 1
        bound = max(1, size - 1)
        size = max(1, size / 2)
        (answers, sinceComplaint, isWanted) = (0, 0, false)
    }
}
