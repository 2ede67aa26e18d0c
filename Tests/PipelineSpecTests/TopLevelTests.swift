import Diagnostics
import FerryTestSupport
import Testing

@testable import PipelineSpec

@Suite("The keys at the top of a pipeline")
struct TopLevelTests {
    @Test func aPipelineIsAMapping() {
        expect("⟦- a⟧\n", "P100", says: "this is a list")
        expect("⟦text⟧\n", "P100", says: "this is a text")
    }

    @Test func anEmptyFileSaysHowToBegin() {
        let reading = read("")
        #expect(reading.pipeline == nil)
        #expect(reading.diagnostics.map(\.code) == ["P004"])
        #expect(reading.diagnostics.first?.hint == "a pipeline begins with version: 1")
    }

    @Test func whatMustBeThereIsMissed() {
        let found = read("description: x\n").diagnostics
        #expect(found.map(\.code) == Array(repeating: "P101", count: 5))
        #expect(found.map { String($0.message.split(separator: "\"").last ?? "") } == ["version", "kind", "name", "source", "steps"])
        #expect(found.first?.hint == "add version: 1")
        #expect(found.allSatisfy { $0.location?.span?.start == SourcePosition(line: 1, column: 1) })
    }

    @Test func anUnknownKeyNamesTheOneThatWasMeantAndDoesNotMissItToo() {
        expect(Around.top("version: 1\nkind: import\n⟦nmae⟧: test"), "P104", says: "\"nmae\"", hint: "did you mean \"name\"?")
        expect(Around.more("⟦xyzzy⟧: 1"), "P104")
        expect(Around.source("csv: a.csv\n⟦heeder⟧: 1"), "P104", hint: "did you mean \"header\"?")
        expect(Around.source("{ csv: a.csv, ⟦header:1⟧ }"), "P104")
    }

    @Test func aKeyWithoutASpaceBehindItsColonIsExplained() {
        expect(Around.fields("Status: { column: Stage, ⟦qqq:1⟧ }"), "P104", hint: "space after the colon")
    }

    @Test func onlyVersionOneIsKnown() throws {
        expect("version: ⟦2⟧\nkind: other\nsomething: else\n", "P106", hint: "this is version 1")
        expect(Around.top("version: ⟦1.0⟧\nkind: import\nname: test"), "P106")
        expect(Around.top("version: ⟦[1]⟧\nkind: import\nname: test"), "P102")
        _ = try pipeline(Around.top("version: \"1\"\nkind: import\nname: test"))
    }

    @Test func aKindIsOneOfTwo() {
        expect(Around.top("version: 1\nkind: ⟦improt⟧\nname: test"), "P105", hint: "import")
    }

    @Test(arguments: ["a", "sourcing-2026", "2026", "no", "a-"])
    func namesOfSmallLettersDigitsAndHyphens(name: String) throws {
        #expect(try pipeline(Around.top("version: 1\nkind: import\nname: \(name)")).name.value == name)
    }

    @Test func otherNamesAreRefusedWithOneThatWouldDo() {
        expect(Around.top("version: 1\nkind: import\nname: ⟦Sourcing 2026!⟧"), "P107", hint: "such as sourcing-2026")
        expect(Around.top("version: 1\nkind: import\nname: ⟦a/b⟧"), "P107")
        expect(Around.top("version: 1\nkind: import\nname: ⟦größe⟧"), "P107")
        expect(Around.top("version: 1\nkind: import\nname: ⟦\"\"⟧"), "P103")
        expect(Around.top("version: 1\nkind: import\nname: ⟦\(String(repeating: "a", count: 101))⟧"), "P107")
        expect(Around.top("version: 1\nkind: import\n⟦name⟧:"), "P103", says: "\"name\" has no value")
    }

    @Test func anAccountIsASubdomain() throws {
        #expect(try pipeline(Around.more("account: contoso")).account?.value == "contoso")
        expect(Around.more("account: ⟦contoso.affinity.co⟧"), "P129", hint: "write contoso")
        expect(Around.more("account: ⟦https://contoso.affinity.co/lists⟧"), "P129", hint: "write contoso")
        expect(Around.more("account: ⟦my firm⟧"), "P129", hint: "such as contoso")
    }

    @Test func aDescriptionIsAnyText() throws {
        #expect(try pipeline(Around.more("description: |\n  two\n  lines")).description == "two\nlines\n")
        #expect(try pipeline(Around.more("description: 2026")).description == "2026")
        expect(Around.more("description: ⟦[a]⟧"), "P102")
    }

    @Test func aConnectionNamesTheProxyAndWhoseKeyItHolds() throws {
        let way = "connection: { via: nango, integration: affinity-v2, connection: my-firm }"
        let wanted = Connection(via: .nango, integration: "affinity-v2", connection: "my-firm")
        #expect(try pipeline(Around.more(way)).connection == wanted)
        #expect(try pipeline(Around.more("limits: { requests-per-minute: 50% }\n\(way)")).connection == wanted)
        #expect(
            try pipeline(Around.more("connection: { via: nango, integration: a, connection: my firm }")).connection?.connection == "my firm"
        )
        expect(Around.more("⟦connection⟧: { via: nango, integration: a }"), "P101", hint: "add connection: my-firm")
        expect(Around.more("connection: { via: ⟦zapier⟧, integration: a, connection: b }"), "P105", hint: "nango")
        expect(Around.more("connection: { via: nango, integration: ⟦mÿ own⟧, connection: b }"), "P144", hint: "copy it")
        expect(Around.more("connection: ⟦nango⟧"), "P102")
        #expect(try pipeline(Around.more(way)).limits.monthlyReserve == .count(0), "nothing is reserved through a proxy")
        expect(Around.more("⟦limits⟧: { monthly-reserve: 10% }\n\(way)"), "P145", hint: "leave it out")
        #expect(try pipeline(Around.more("limits: { monthly-reserve: 0 }\n\(way)")).limits.monthlyReserve == .count(0))
    }

    @Test func duplicateKeysAndOtherErrorsAreFoundTogether() {
        expect(Around.more("⟦name⟧: again\naccount: ⟦a.b⟧\n⟦blnak⟧: keep"), "P010", "P129", "P104")
    }

    @Test func afterAnErrorOfSyntaxNothingIsMissed() {
        expect("version: 1\nkind: ⟦[⟧\n", "P023")
    }

    @Test func whatAnAnchorHoldsIsReportedOnce() {
        expect(
            Around.fields("A: &v { column: x, ⟦splitt⟧: \";\" }\nB: *v"), "P104", hint: "did you mean \"split\"?")
    }

    @Test func aliasesAndMergeKeysServeFields() throws {
        let fields = try pipeline(Around.fields("A: &v { column: x, split: \";\" }\nB: *v\nC: { <<: *v, column: y }")).assignments
        #expect(fields.map(\.value.shape) == ["column x", "column x", "column y"])
        #expect(fields.map(\.value.options.split) == [";", ";", ";"])
    }

    @Test func ofVeryManyFindingsTheFirstAreShown() {
        let lines = (0..<300).map { "zzz\($0): 1" }.joined(separator: "\n")
        let found = read(Around.more(lines)).diagnostics
        #expect(found.count == 201)
        #expect(found.last?.code == "P199")
        #expect(found.allSatisfy { $0.severity == .error })
    }
}
