import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Testing
import Text

@testable import Planning

@Suite struct ChoiceConversionTests {
    static let stages = [
        option(1, "Seed"), option(2, "Series A"), option(3, "Série B"), option(4, "MIXED"), option(5, "mixed"), option(6, " Padded "),
    ]

    @Test(
        arguments: [("Seed", 1), ("seed", 1), ("SERIES A", 2), ("série b", 3), ("SÉRIE B", 3), ("MIXED", 4), ("mixed", 5), ("padded", 6)]
            as [(String, Int64)])
    func anOptionIsFoundWithoutRegardToCase(text: String, id: Int64) throws {
        for type in [FieldValueType.dropdown, .rankedDropdown] {
            #expect(
                try conversion(type, optionList: Self.stages).convert(text) == .option(OptionReference(id: DropdownOptionID(id), text: "")))
        }
    }

    @Test func anOptionIsShownByItsOwnText() throws {
        #expect(try conversion(.dropdown, optionList: Self.stages).convert("seed").map(FieldDataText.text) == "Seed")
    }

    @Test func optionsThatDifferByCaseAreAmbiguousUnlessMetExactly() {
        let found = problem(conversion(.dropdown, optionList: Self.stages, skip: true), "Mixed")
        #expect(found?.code == "V307")
        #expect(found?.reason == "\"Mixed\" could be \"MIXED\" or \"mixed\"")
    }

    @Test func caseExactRefusesAnotherCase() throws {
        let exact = conversion(.dropdown, ValueOptions(optionCase: .exact), optionList: Self.stages)
        #expect(try exact.convert("Seed") != nil)
        #expect(problem(exact, "seed")?.code == "V306")
        #expect(problem(exact, "Mixed")?.code == "V306")
    }

    @Test func anUnknownOptionNamesTheNearOnesAndAll() {
        let found = problem(conversion(.dropdown, optionList: [option(1, "Seed"), option(2, "Series A")]), "Serie A")
        #expect(found?.code == "V306")
        #expect(found?.reason == "\"Serie A\" is not an option")
        let unknown = "unknown-option: create makes those that are missing, skip leaves them out"
        #expect(found?.question == "did you mean \"Series A\"?")
        #expect(found?.hint == "the options are Seed, Series A; \(unknown)")
        #expect(found?.fix == "map: { \"Serie A\": \"Series A\" }")
        #expect(found?.found == "Serie A")
    }

    @Test func aWordForNoneIsBlankAndNoOption() {
        let found = problem(conversion(.dropdown, optionList: Self.stages), "N/A")
        #expect(found?.fix == "map: { \"N/A\": \"\" }")
        #expect(found?.hint?.contains("blanks: [\"\", \"N/A\"]") == true && found?.hint?.contains("unknown-option: skip") == true)
    }

    @Test func severalOptionsInOneTextAreToBeSplitAndNotMapped() {
        let found = problem(conversion(.dropdownMulti, optionList: [option(1, "AI"), option(2, "B2B")]), "AI, B2B")
        #expect(found?.fix == nil)
        #expect(found?.hint?.contains("state split: \",\"") == true)
    }

    @Test func aLongListOfOptionsIsCut() {
        let many = (1...20).map { option(Int64($0), "Option \(String(repeating: "x", count: $0))") }
        #expect(problem(conversion(.dropdown, optionList: many), "qqq")?.hint?.contains("Option xxxxxxxx and 12 more;") == true)
        #expect(problem(conversion(.dropdown), "qqq")?.hint == "the field has no options")
    }

    @Test func moreUnknownTextsThanAreRememberedStillSayTheOptions() {
        let stages = conversion(.dropdown, optionList: Self.stages)
        let hints = (0..<1100).map { problem(stages, "zzzz\($0)")?.hint }
        #expect(hints.allSatisfy { $0 == hints[0] && $0?.hasPrefix("the options are Seed") == true })
    }

    @Test func aQuoteInASuggestionIsEscaped() {
        #expect(ConversionProblem.mapEntry("5\" \\", "x") == "map: { \"5\\\" \\\\\": \"x\" }")
    }

    @Test func severalOptionsComeEachOnceInOrder() throws {
        let tags = conversion(.dropdownMulti, ValueOptions(split: ";"), optionList: Self.stages)
        let data = try tags.convert("Series A; seed ;;SEED;\"Série B\"")
        #expect(data.map(FieldDataText.text) == "Series A; Seed; Série B")
        #expect(try tags.convert(" ; ;") == nil)
        #expect(problem(tags, "Seed; Sed")?.found == "Sed")
        #expect(
            try conversion(.dropdownMulti, optionList: Self.stages).convert("Seed;Series A").map(FieldDataText.text) == "Seed; Series A")
        var whole = ValueOptions()
        whole.isWhole = true
        #expect(problem(conversion(.dropdownMulti, whole, optionList: Self.stages), "Seed;Series A")?.found == "Seed;Series A")
    }

    @Test func aMapThatWouldLoseAValueIsNotOffered() {
        let found = problem(conversion(.dropdownMulti, optionList: Self.stages), "Seed, Sed")
        #expect(found?.fix == nil)
        #expect(found?.hint?.hasPrefix("\"Seed\" in it is an option, \"Sed\" is not an option: state split: ") == true)
    }

    /// As it is to be pasted into the pipeline.
    @Test func aLineBreakThatPartsValuesIsWrittenAsYAMLWritesIt() throws {
        let found = problem(conversion(.dropdown, optionList: Self.stages), "Seed\nSeries A")
        #expect(found?.hint?.contains(#"state split: "\n" (for"#) == true, "\(found?.hint ?? "")")
    }

    /// An option that holds the separator is one value, alone in a cell and between others.
    @Test func theLongestOptionCounts() throws {
        let places = ["Berlin", "Berlin, Germany", "Germany", "Oslo, Norway, North", "Oslo, Norway"].enumerated().map {
            option(Int64($0.offset), $0.element)
        }
        let split = conversion(.dropdownMulti, ValueOptions(split: ",", map: ["Rome, Italy": "Germany"]), optionList: places)
        func parts(_ text: String) -> [String] { split.parts(of: text) }
        #expect(parts("Berlin, Germany") == ["Berlin, Germany"])
        #expect(parts("Germany, Berlin") == ["Germany", "Berlin"])
        #expect(parts("Germany, Berlin, Germany,Oslo, Norway, North, x") == ["Germany", "Berlin, Germany", "Oslo, Norway, North", "x"])
        #expect(parts("\"Berlin, x\", berlin, germany") == ["Berlin, x", "berlin, germany"])
        #expect(parts("Rome, Italy") == ["Germany"])
    }

    @Test func anExportsCellGoesBackIn() throws {
        var random = SplitMix(seed: 5)
        for _ in 0..<200 {
            let letters = "ab; ,\"é"
            let texts = (0..<4).map { _ in
                CellText.trimmed(
                    String((0..<Int.random(in: 1...6, using: &random)).compactMap { _ in letters.randomElement(using: &random) }))
            }
            var seen: Set<String> = []
            let options = texts.filter { !$0.isEmpty && seen.insert($0.lowercased()).inserted }.enumerated().map {
                option(Int64($0.offset), $0.element)
            }
            // As `multi-value` writes them.
            let cell = options.map { $0.text.contains { ";\"".contains($0) } ? "\"\($0.text.replacing("\"", with: "\"\""))\"" : $0.text }
                .joined(separator: ";")
            guard !options.isEmpty, options.count > 1 else { continue }
            let data = try conversion(.dropdownMulti, optionList: options).convert(cell)
            #expect(data == .options(options.map { OptionReference(id: $0.id, text: $0.text) }), "\(cell)")
        }
    }

    @Test func unknownOptionsAreLeftOutWhenSkipped() throws {
        let tags = conversion(.dropdownMulti, ValueOptions(split: ";"), optionList: Self.stages, skip: true)
        #expect(try tags.convert("Nope; Seed").map(FieldDataText.text) == "Seed")
        #expect(try tags.convert("Nope; Never") == nil)
        #expect(try conversion(.dropdown, optionList: Self.stages, skip: true).convert("Nope") == nil)
    }

    @Test func theMapAppliesToEachPartOfASplitCell() throws {
        let tags = conversion(.dropdownMulti, ValueOptions(split: ",", map: ["A": "Series A", "none": ""]), optionList: Self.stages)
        #expect(try tags.convert("A, none,Seed").map(FieldDataText.text) == "Series A; Seed")
        #expect(try tags.convert("none") == nil)
    }

    @Test func aCellTakesAHundredValues() throws {
        let many = (1...101).map { option(Int64($0), "o\($0)") }
        let tags = conversion(.dropdownMulti, ValueOptions(split: ";"), optionList: many)
        let hundred = many.prefix(100).map(\.text).joined(separator: ";")
        guard let options = try tags.convert("\(hundred);O1;o100;O55")?.scalars.compactMap(\.option) else {
            Issue.record("no options")
            return
        }
        #expect(options.map(\.text) == many.prefix(100).map(\.text))
        #expect(problem(tags, "\(hundred);o101")?.code == "V310")
        #expect(problem(tags, "\(hundred);o101")?.reason.contains("101 values") == true)
    }
}
