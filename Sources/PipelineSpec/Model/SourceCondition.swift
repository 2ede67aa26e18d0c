package import Text

extension ImportSource {
    /// What the cell of a column must say, or else `where` leaves its row out.
    package struct Condition: Sendable {
        package enum Test: Sendable, Hashable {
            /// `=`, `in` and a bare list: the text of the cell is one of these.
            case oneOf([String])
            /// `!=`
            case not(String)
            case compared(Comparison, Operand)
            /// A regular expression that finds something in the cell.
            case matches(String)
            case blank(Bool)
        }

        package enum Comparison: String, CaseIterable, Sendable {
            case less = "<"
            case atMost = "<="
            case more = ">"
            case atLeast = ">="

            package func holds<Value: Comparable>(_ value: Value, _ limit: Value) -> Bool {
                switch self {
                case .less: value < limit
                case .atMost: value <= limit
                case .more: value > limit
                case .atLeast: value >= limit
                }
            }
        }

        package enum Operand: Sendable, Hashable {
            case number(Double)
            case date(CalendarDate)

            /// Digits with a point, or a day as `2026-01-31`.
            init?(_ text: String) {
                if let date = CalendarDate(iso: text) {
                    self = .date(date)
                } else if text.wholeMatch(of: /-?[0-9]{1,15}(\.[0-9]+)?/) != nil, let number = Double(text) {
                    self = .number(number)
                } else {
                    return nil
                }
            }
        }

        package var column: Spanned<String>
        /// All of them hold.
        package var tests: [Test]
        /// How the numbers of the column are written; nil where either mark must give the same answer.
        package var decimal: Character?
        /// How its dates are written; nil for the forms that begin with the year.
        package var format: String?

        package init(column: Spanned<String>, tests: [Test], decimal: Character? = nil, format: String? = nil) {
            self.column = column
            self.tests = tests
            self.decimal = decimal
            self.format = format
        }

        package var comparesNumbers: Bool {
            tests.contains { if case .compared(_, .number) = $0 { true } else { false } }
        }
    }
}
