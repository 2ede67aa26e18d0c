/// Guard rails: one broken means nothing is written.
package struct Expectations: Sendable {
    package enum Subject: String, CaseIterable, Sendable { case creates, adds, sets, overwrites, clears, rejects, skips, rows }
    package enum Comparison: String, CaseIterable, Sendable {
        case atMost = "<="
        case less = "<"
        case atLeast = ">="
        case more = ">"
        case equal = "=="
    }

    package struct Rule: Sendable {
        package var subject: Subject
        package var comparison: Comparison
        package var amount: Double
        /// The amount is a share of the file's rows, in percent.
        package var isPercent: Bool
        /// As written, to repeat it when it is broken.
        package var text: Spanned<String>

        package init(subject: Subject, comparison: Comparison, amount: Double, isPercent: Bool, text: Spanned<String>) {
            self.subject = subject
            self.comparison = comparison
            self.amount = amount
            self.isPercent = isPercent
            self.text = text
        }
    }

    package var rules: [Rule]

    package init(rules: [Rule] = []) {
        self.rules = rules
    }
}

package struct Limits: Sendable, Hashable {
    /// A number of calls, or a percentage of what the account allows.
    package enum Share: Sendable, Hashable {
        case count(Int)
        case percent(Double)
    }

    /// Rows taken up together.
    package var batch: Int
    package var requestsPerMinute: Share
    /// Calls of the month left to others.
    package var monthlyReserve: Share
    /// Requests in flight at once.
    package var concurrency: Int

    package init(
        batch: Int = 100, requestsPerMinute: Share = .percent(100), monthlyReserve: Share = .percent(10), concurrency: Int = 6
    ) {
        self.batch = batch
        self.requestsPerMinute = requestsPerMinute
        self.monthlyReserve = monthlyReserve
        self.concurrency = concurrency
    }
}
