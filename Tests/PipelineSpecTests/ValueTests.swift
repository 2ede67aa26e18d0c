import Diagnostics
import FerryTestSupport
import Testing
import Text

@testable import PipelineSpec

@Suite("Values and their options")
struct ValueTests {
    private func value(_ written: String) throws -> ValueSource {
        try #require(try pipeline(Around.fields("A: \(written)")).assignments.first).value
    }

    @Test func aValueIsOneOfFourForms() {
        expect(Around.fields("A: { column: a, ⟦constant⟧: b }"), "P117", hint: "use default")
        expect(Around.fields("A: { template: \"{a}\", ⟦column⟧: b, ⟦constant⟧: c }"), "P117", "P117", says: "\"template\" is here already")
        expect(Around.fields("⟦A⟧: { split: \";\" }"), "P117", hint: "add column:")
        expect(Around.fields("A: { ⟦Company⟧ }"), "P104", hint: "without braces")
        expect(Around.fields("A: { ⟦colum⟧: a }"), "P104", hint: "did you mean \"column\"?")
        expect(Around.fields("A: { ⟦colum⟧: a, as: ⟦nubmer⟧, existing: ⟦fil⟧ }"), "P104", "P105", "P105", hint: "did you mean \"number\"?")
        expect(Around.fields("A: { column: ⟦[a]⟧ }"), "P102")
        expect(Around.fields("A: { ⟦column⟧: }"), "P103")
        expect(Around.fields("A: { constant: ⟦\"\"⟧ }"), "P103")
    }

    @Test func everyOption() throws {
        let options = try value(
            "{ column: a, as: number, decimal: \",\", default: \"\", map: { \"\": x, n/a: \"\" }, split: \" / \", case: exact }"
        ).options
        #expect(options.kind?.value == .number)
        #expect(options.decimal == ",")
        #expect(options.fallback == "")
        #expect(options.map == ["": "x", "n/a": ""])
        #expect(options.split == " / ")
        #expect(options.optionCase == .exact)
        #expect(try value("{ column: a, format: d.M.yyyy }").options.formats.first?.value == "d.M.yyyy")
        #expect(try value("{ column: a, decimal: \".\" }").options.decimal == ".")
        #expect(try value("{ constant: \"a;b\", split: \";\", case: exact, as: text }").options.split == ";")
        #expect(try value("{ template: \"{a}\", default: x, map: { a: b } }").options.fallback == "x")
    }

    @Test func severalFormatsAndWhatIsTakenOfACell() throws {
        let options = try value("{ column: a, formats: [d.M.yyyy, excel], partial: end }").options
        #expect(options.formats.map(\.value) == ["d.M.yyyy", "excel"])
        #expect(options.partial == .end)
        let cut = try value("{ column: a, split: \",\", take: last, extract: '\\$([0-9]+)' }").options
        #expect(cut.take == .last)
        #expect(cut.extract == "\\$([0-9]+)")
        #expect(cut.separator(isMulti: true) == nil)
        #expect(try value("{ column: a }").options.separator(isMulti: true) == ";")
        #expect(try value("{ column: a, split: none }").options.separator(isMulti: true) == nil)
        expect(Around.fields("A: { column: a, format: d.M.yyyy, ⟦formats⟧: [excel] }"), "P265")
        expect(Around.fields("A: { column: a, extract: ⟦'('⟧ }"), "P266")
        expect(Around.fields("A: { column: a, ⟦split⟧: none, take: first }"), "P118")
        expect(Around.fields("A: { constant: a, ⟦take⟧: first }"), "P118")
    }

    @Test(arguments: ["text", "number", "date", "domain", "email", "organization", "person"])
    func kinds(name: String) throws {
        #expect(try value("{ column: a, as: \(name) }").options.kind?.value.rawValue == name)
    }

    @Test func otherKinds() {
        expect(Around.fields("A: { column: a, as: ⟦nubmer⟧ }"), "P105", hint: "did you mean \"number\"?")
    }

    @Test(arguments: ["format: dd/MM/yyyy", "decimal: \",\"", "map: { a: b }", "default: b"])
    func optionsThatMakeNoSenseBesideAConstant(option: String) {
        let key = option.prefix { $0 != ":" }
        expect(Around.fields("A: { constant: a, ⟦\(key)⟧\(option.dropFirst(key.count)) }"), "P118", says: "\"\(key)\" makes no sense")
    }

    @Test(arguments: ["as: text", "split: \";\"", "map: { a: b }", "default: b", "case: exact"])
    func optionsThatMakeNoSenseBesideALocation(option: String) {
        let key = option.prefix { $0 != ":" }
        expect(
            Around.fields("A: { location: { city: a }, ⟦\(key)⟧\(option.dropFirst(key.count)) }"), "P118", hint: "give the option to a part"
        )
    }

    @Test func optionsThatDoNotGoTogether() {
        expect(Around.fields("A: { column: a, as: number, ⟦format⟧: dd/MM/yyyy }"), "P118", hint: "for dates")
        expect(Around.fields("A: { column: a, as: date, ⟦decimal⟧: \",\" }"), "P118", hint: "for numbers")
    }

    @Test func optionsOfTheWrongType() {
        expect(Around.fields("A: { column: a, decimal: ⟦\";\"⟧ }"), "P105")
        expect(Around.fields("A: { column: a, split: ⟦\"\"⟧ }"), "P103")
        expect(Around.fields("A: { column: a, split: ⟦'\"'⟧ }"), "P118")
        expect(Around.fields("A: { column: a, map: ⟦[a]⟧ }"), "P102")
        expect(Around.fields("A: { column: a, map: { b: ⟦[c]⟧, ⟦d⟧: } }"), "P102", "P103")
        expect(Around.fields("A: { column: a, case: ⟦lower⟧ }"), "P105", hint: "one of exact, ignore")
        expect(Around.fields("A: { column: a, ⟦default⟧: }"), "P103")
    }

    @Test func aLocationHasPartsThatAreValues() throws {
        let location = try value(
            "{ location: { country: { column: c, map: { UK: United Kingdom } }, city: a, street: { template: \"{s} {n}\" } } }")
        #expect(location.shape == "location street=template <s>' '<n> city=column a country=column c")
        guard case .location(let parts) = location.form else { return #expect(Bool(false)) }
        #expect(parts.parts.last?.value.options.map == ["UK": "United Kingdom"])
        expect(Around.fields("A: { location: { ⟦zip⟧: a, city: b } }"), "P104", hint: "known here: street, city")
        expect(Around.fields("A: { location: ⟦City⟧ }"), "P102")
        expect(Around.fields("A: { ⟦location⟧: {} }"), "P103")
        expect(Around.fields("A: { location: { city: { ⟦location⟧: { city: a } } } }"), "P118")
        expect(Around.fields("A: { location: { city: { column: a, ⟦split⟧: \";\" } } }"), "P118", hint: "one text")
        expect(Around.fields("A: { location: { ⟦city⟧: } }"), "P103")
    }

    @Test func templates() throws {
        let cases = [
            ("{Company} ({Country})", "template <Company>' ('<Country>')'"), ("{{x}} {A}", "template '{x}} '<A>"),
            ("{{{A}}", "template '{'<A>'}'"), ("a}b{C}", "template 'a}b'<C>"), ("{Ask (USD)}", "template <Ask (USD)>"),
        ]
        for (written, shape) in cases {
            #expect(try value("{ template: \"\(written)\" }").shape == shape)
        }
    }

    @Test func aColumnOfATemplateKnowsItsPlace() throws {
        let marked = MarkedText(Around.fields("A: { template: 'it''s {⟦First⟧} {⟦Last⟧}' }"))
        guard case .template(let template)? = try pipeline(marked.text).assignments.first?.value.form else { return #expect(Bool(false)) }
        let spans = template.parts.compactMap { part -> SourceSpan? in if case .column(let name) = part { name.span } else { nil } }
        #expect(spans == marked.spans)
    }

    @Test func bracesThatAreWrong() {
        expect(Around.fields("A: { template: \"x ⟦{⟧First\" }"), "P119", says: "never closed", hint: "{{")
        expect(Around.fields("A: { template: \"⟦{⟧First {Last} \\\" ⟦{}⟧ ⟦{⟧\" }"), "P119", "P119", "P119")
        expect(Around.fields("A: { template: ⟦\"\"⟧ }"), "P103")
        expect(Around.fields("A: { template: ⟦\"no {{column}}\"⟧ }"), "P143", hint: "constant", severity: .warning)
    }
}

@Suite("Date patterns")
struct DatePatternTests {
    @Test(arguments: [
        "dd/MM/yyyy", "d.M.yy", "yyyyMMdd", "MMM d, y", "d 'de' MMMM 'de' yyyy", "yyyy年M月d日", "EEEE d MMM yyyy", "d. LL. u", "yyyy-DDD",
        "D.y", "excel", "ccc d.M.y G", "dd''MM''yyyy",
        "dd/MM/yyyy HH:mm", "yyyy-MM-dd'T'HH:mm:ssZ", "M/d/yy h:mm a",
    ])
    func patternsThatAreSound(pattern: String) throws {
        let fields = try pipeline(Around.fields("A: { column: a, as: date, format: \"\(pattern)\" }")).assignments
        #expect(fields.first?.value.options.formats.first?.value == pattern)
    }

    @Test(arguments: [
        ("dd/⟦mm⟧/yyyy", "the month is M"), ("⟦DD⟧/MM/yyyy", "d (D counts"), ("dd.MM.⟦YYYY⟧", "the year is y"),
        ("dd/MM/⟦yyy⟧", "write the year"), ("dd/⟦MMMMM⟧/yyyy", "write the month"), ("dd/MM/yyyy ⟦yyyy⟧", "here already"),
        ("⟦w⟧/MM/yyyy dd", "the letters are"), ("dd/MM/yyyy ⟦T⟧", "single quotes"), ("dd MM yyyy ⟦'at⟧", "a quote as text"),
        ("⟦j⟧⟦y⟧", "the letters are"), ("dd/MM/yyyy ⟦HHH⟧", "once or twice"), ("dd/MM/yyyy HH:⟦mmm⟧", "the month is M"),
        ("dd/MM/yyyy ⟦hhhh⟧", "once or twice"), ("dd/MM/yyyy ⟦DDD⟧", "the day of the month is d"),
        ("dd/MM/yyyy⟦b⟧", "H, h, m, s, S, a and z"),
    ])
    func lettersThatAreNot(pattern: String, hint: String) {
        let marked = "A: { column: a, format: \"\(pattern)\" }"
        let expected = MarkedText(Around.fields(marked))
        let found = read(expected.text).diagnostics
        #expect(!found.isEmpty && found.allSatisfy { $0.code == "P120" })
        #expect(found.first?.location?.span == expected.spans.first)
        #expect(found.contains { $0.hint?.contains(hint) ?? false }, "\(found.map(\.hint))")
    }

    @Test func aPatternHasYearMonthAndDay() {
        expect(Around.fields("A: { column: a, format: ⟦MM/yyyy⟧ }"), "P120", says: "no day")
        expect(Around.fields("A: { column: a, format: ⟦\"'x'\"⟧ }"), "P120", says: "no year (yyyy) and no month (MM) and no day (dd)")
    }
}
