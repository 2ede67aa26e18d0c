import Affinity
import FerryTestSupport
import PipelineSpec
import Testing

@testable import Planning

/// What parts the values of a cell is found out from the whole of its column.
@Suite struct PartColumnTests {
    private static let options = ["B2B", "Second-time Founder", "Fintech", "Berlin, Germany"].enumerated().map {
        option(Int64($0.offset), $0.element)
    }

    private func withHints(_ type: FieldValueType, _ texts: [String], split: String? = nil, people: [Person] = []) -> ValueConversion {
        let plain = conversion(type, ValueOptions(split: split), optionList: Self.options, people: people)
        var advice = ColumnAdvice()
        for text in texts { advice.cells.add(text) }
        return plain.withHints(by: advice)
    }

    @Test func severalKnownValuesAreSplitAndNeverMapped() {
        let tags = withHints(.dropdownMulti, ["B2B, Second-time Founder", "Fintech,B2B", "Berlin, Germany"])
        let found = problem(tags, "B2B, Second-time Founder")
        #expect(found?.fix == "split: \",\"")
        #expect(found?.hint == "2 cells of this column hold several known values")
    }

    @Test func aSeparatorThatWouldChangeAnotherCellIsNotAdvised() {
        // "A/B; C/D" is read by its semicolon now.
        let tags = withHints(.dropdownMulti, ["B2B, Fintech", "B2B;Fintech"])
        #expect(problem(tags, "B2B, Fintech")?.fix?.hasPrefix("split") != true)
    }

    @Test func aFieldOfOneValueTakesTheFirst() {
        let found = problem(withHints(.dropdown, ["B2B; Fintech"]), "B2B; Fintech")
        #expect(found?.fix == "split: \";\", take: first")
    }

    @Test func addressesOfSeveralPersonsAreSplit() {
        let owners = withHints(
            .personMulti, ["ada@contoso.vc,grace@contoso.vc"],
            people: [person(1, "Ada", "Lovelace", "ada@contoso.vc"), person(2, "Grace", "Hopper", "grace@contoso.vc")])
        #expect(problem(owners, "ada@contoso.vc,grace@contoso.vc")?.fix == "split: \",\"")
    }

    /// For columns of all kinds: the separator that is advised never changes a cell that was read, and loses no value.
    @Test func followingAHintNeverChangesACellThatWasRead() throws {
        var random = SplitMix(seed: 31)
        for _ in 0..<300 {
            let texts = (0..<Int.random(in: 1...8, using: &random)).map { _ in
                let mark = [";", ",", " / ", "|"].randomElement(using: &random) ?? ";"
                return (0..<Int.random(in: 1...3, using: &random)).map { _ in
                    (Self.options.map(\.text) + ["Unknown"]).randomElement(using: &random) ?? ""
                }.joined(separator: mark)
            }
            let tags = withHints(.dropdownMulti, texts)
            for text in texts {
                do throws(ConversionProblem) { _ = try tags.convert(text) } catch {
                    guard let fix = error.fix, fix.hasPrefix("split: ") else { continue }
                    let separator = String(fix.dropFirst("split: \"".count).dropLast())
                    let followed = conversion(.dropdownMulti, ValueOptions(split: separator), optionList: Self.options)
                    #expect(try followed.convert(text)?.count == Set(followed.parts(of: text)).count)
                    for other in texts {
                        if let before = try? tags.convert(other) { #expect(try followed.convert(other) == before, "\(other) of \(texts)") }
                    }
                }
            }
        }
    }
}
