import Diagnostics
import FerryTestSupport
import Testing

@testable import YAMLTree

@Suite("Anchors, aliases and merge keys")
struct AliasTests {
    @Test func anAliasStandsForTheValueNamed() throws {
        #expect(try tree("a: &x [1, {b: 2}]\nc: *x\nd: *x\n").shape == #"{a: ["1", {b: "2"}], c: ["1", {b: "2"}], d: ["1", {b: "2"}]}"#)
    }

    @Test func anAliasedValueKeepsThePlaceWhereItWasWritten() throws {
        let marked = MarkedText("a: &x ⟦[1, 2]⟧\nc: *x\n")
        // The span of a flow list that has an anchor begins with the anchor.
        #expect(try tree(marked.text)["c"]?.span.end == marked.spans[0].end)
        #expect(try tree(marked.text)["c"]?.span.start.line == 1)
    }

    @Test func anAliasMayBeAKey() throws {
        #expect(try tree("a: &x name\n*x : 2\n").shape == #"{a: "name", name: "2"}"#)
        expect("a: &x b\nb: 1\n⟦*x⟧ : 2\n", "P010", hint: "line 2")
    }

    @Test func anAnchorGivenAgainMeansTheLatest() throws {
        #expect(try tree("a: &x 1\nb: &x 2\nc: *x\n").shape == #"{a: "1", b: "2", c: "2"}"#)
    }

    @Test func aMergeKeyBringsInWhatIsNotThere() throws {
        let root = try tree("a: &x {one: 1, two: 2}\nb: &y {two: 3, three: 3}\nc:\n  two: own\n  <<: *x\nd:\n  <<: [*x, *y]\n")
        #expect(root["c"]?.shape == #"{two: "own", one: "1"}"#)
        #expect(root["d"]?.shape == #"{one: "1", two: "2", three: "3"}"#)
    }

    @Test func aQuotedMergeKeyIsAKeyLikeAnyOther() throws {
        #expect(try tree("\"<<\": 1").shape == #"{<<: "1"}"#)
    }

    @Test func aMergeOfNoMappingIsAnError() {
        expect("<<: ⟦text⟧\n", "P012")
        expect("a: &x 1\nb:\n  <<: [⟦text⟧, {c: 1}]\n", "P012")
    }

    @Test func anUnknownAliasIsAnErrorAndTheRestIsStillRead() {
        let reading = parse("a: &name 1\nb: *nmae\nc: *other\nc: 1\n")
        #expect(reading.diagnostics.map(\.code) == ["P009", "P009", "P010"])
        #expect(reading.diagnostics[0].hint == "did you mean \"name\"?")
        #expect(reading.root?.shape == #"{a: "1", b: ?, c: ?}"#)
    }

    @Test func anAliasInsideItsOwnValueIsRefused() {
        expect("a: &x [1, ⟦*x⟧]\n", "P008")
        expect("a: &x\n  b:\n    c: ⟦*x⟧\n", "P008")
    }

    @Test func anAliasBombIsRefused() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let reading = parse(bomb)
        #expect(reading.root == nil)
        #expect(reading.diagnostics.map(\.code) == ["P007"])
        #expect(reading.diagnostics.first?.location?.span?.start.line == 4)
    }

    @Test func aliasesUpToTheLimitAreTaken() throws {
        let text = "a: &a [x, x, x]\nb: [*a, *a]\n"
        #expect(parse(text, limits: YAMLLimits(aliasedNodes: 8)).diagnostics.isEmpty)
        #expect(parse(text, limits: YAMLLimits(aliasedNodes: 7)).diagnostics.map(\.code) == ["P007"])
    }

    @Test func aLongListWithoutAliasesIsNoBomb() throws {
        let text = "a: [" + String(repeating: "x, ", count: 20_000) + "x]\n"
        #expect(parse(text).diagnostics.isEmpty)
    }
}
