package import PipelineSpec
import Text

/// What `where` asks of a column's cells.
package struct BoundCondition: Sendable {
    package let column: Int
    package let condition: ImportSource.Condition
    private let tests: [Test]
    /// With either decimal mark, where none is stated: they must agree.
    private let numbers: [NumberReader]
    private let dates: DateReader

    private enum Test {
        case oneOf(Set<String>)
        case compared(ImportSource.Condition.Comparison, ImportSource.Condition.Operand)
        case matches(Expression?)
        case not(String)
        case blank(Bool)
    }

    package init(_ condition: ImportSource.Condition, column: Int) {
        self.column = column
        self.condition = condition
        numbers = (condition.decimal.map { [$0] } ?? [".", ","]).map(NumberReader.init)
        dates = DateReader(formats: condition.format.map { [$0] } ?? [])
        tests = condition.tests.map { test in
            switch test {
            case .oneOf(let texts): .oneOf(Set(texts))
            case .not(let text): .not(text)
            case .compared(let comparison, let operand): .compared(comparison, operand)
            case .matches(let text): .matches(Expression(text))
            case .blank(let isBlank): .blank(isBlank)
            }
        }
    }

    /// - Parameter cell: without white space around it.
    /// - Throws: for a cell that is not what it is compared with.
    func holds(_ cell: String, isBlank: Bool) throws(ConversionProblem) -> Bool {
        // Another test may leave the row out all the same.
        var problem: ConversionProblem?
        for test in tests {
            do throws(ConversionProblem) {
                if !(try holds(test, cell, isBlank: isBlank)) { return false }
            } catch {
                problem = problem ?? error
            }
        }
        if let problem { throw problem }
        return true
    }

    private func holds(_ test: Test, _ cell: String, isBlank: Bool) throws(ConversionProblem) -> Bool {
        switch test {
        case .oneOf(let texts): texts.contains(cell)
        case .not(let text): cell != text
        case .matches(let expression): expression?.matches(cell) ?? false
        case .blank(let expected): isBlank == expected
        case .compared where isBlank: false
        case .compared(let comparison, .number(let limit)): try holds(cell) { comparison.holds($0, limit) }
        case .compared(let comparison, .date(let limit)): comparison.holds(try dates.read(cell), limit)
        }
    }

    private func holds(_ cell: String, _ test: (Double) -> Bool) throws(ConversionProblem) -> Bool {
        let answers = Set(numbers.compactMap { $0.value(CellText.visible(cell)) }.map(test))
        guard let answer = answers.first else { throw .notANumber(cell, hint: "correct it, or leave it blank: where compares it") }
        guard answers.count == 1 else {
            throw ConversionProblem(
                code: PlanningCode.V303, reason: "\"\(CellText.shown(cell))\" has a mark that may be the decimal one or not",
                hint: "say decimal: \".\" or decimal: \",\" beside the test under where", found: cell)
        }
        return answer
    }
}
