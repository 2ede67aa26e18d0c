import Diagnostics
import FerryTestSupport
import Testing

@testable import PipelineSpec

@Suite("set-fields")
struct SetFieldsTests {
    @Test func aFieldIsNamedByItsKeyOrBesideTheValue() throws {
        let fields = try pipeline(
            Around.fields("list.Industry: a\norganization.Industry: b\nLabel: { field: field-12, column: c }\n1234: d")
        )
        .assignments
        #expect(fields.map(\.field.value) == ["list.Industry", "organization.Industry", "field-12", "1234"])
        #expect(fields.map(\.key.value) == ["list.Industry", "organization.Industry", "Label", "1234"])
        #expect(fields[2].field.span.start == SourcePosition(line: 12, column: 23))
    }

    @Test func aFieldHasAName() {
        expect(Around.fields("⟦\"\"⟧: a"), "P103", hint: "the name of a field")
        for place in ["list.", "organization.", "person.", "opportunity."] {
            expect(Around.fields("⟦\(place)⟧: a"), "P103", hint: "behind the point")
        }
        expect(Around.fields("A: { field: ⟦\"\"⟧, column: a }"), "P103")
        expect(Around.fields("A: { ⟦field⟧: , column: a }"), "P103")
    }

    @Test func aFieldIsSetOnceInAStep() {
        expect(Around.fields("A: a\n⟦A⟧: b"), "P010", hint: "line 10")
        expect(Around.fields("A: a\nB: { field: ⟦A⟧, column: b }"), "P128", hint: "line 10")
    }

    @Test func policiesComeFromTheFieldThenTheStepThenTheFile() throws {
        let text = Around.fields(
            "A: { column: a, existing: append, blank: reject, unknown-option: create }\nB: b", beside: "existing: fill\nblank: clear")
        let fields = try pipeline("existing: keep\nunknown-option: skip\non-refusal: row\n" + text).assignments
        #expect(fields.map(\.existing) == [.append, .fill])
        #expect(fields.map(\.blank) == [.reject, .clear])
        #expect(fields.map(\.unknownOption) == [.create, .skip])
        #expect(fields.map(\.onRefusal) == [.row, .row])
        #expect(try pipeline(text).assignments.map(\.onRefusal) == [.split, .split])
    }

    @Test func policiesHoldTheirWordsEverywhere() {
        expect(Around.fields("A: { column: a, existing: ⟦replace⟧ }"), "P105", hint: "one of overwrite, fill, append, keep")
        expect(Around.fields("A: a", beside: "blank: ⟦clera⟧"), "P105", hint: "did you mean \"clear\"?")
        expect(Around.more("unknown-option: ⟦ignore⟧"), "P105", hint: "one of reject, create, skip")
        expect(Around.fields("A: { column: a, unknown-option: ⟦make⟧ }"), "P105")
    }

    @Test func aPolicyAmongTheFieldsDrawsAWarning() {
        expect(Around.fields("A: a\n⟦existing⟧: overwrite"), "P142", hint: "beside \"set-fields\"", severity: .warning)
        expect(Around.fields("⟦unknown-option⟧: create"), "P142", severity: .warning)
    }

    @Test func aFieldThatIsCalledLikeAPolicyIsTaken() throws {
        #expect(try pipeline(Around.fields("existing: Column")).assignments.map(\.field.value) == ["existing"])
    }

    @Test func aFieldWithNothingIsAnError() {
        expect(Around.fields("⟦Status⟧:\nOwners: Partner"), "P103", says: "\"Status\" has no value", hint: "expected a column name or { ")
        expect(Around.fields("Status: ⟦\"\"⟧"), "P103", says: "cannot be empty")
        expect(Around.fields("⟦Status⟧: {}"), "P103")
        expect(Around.fields("Status: ⟦[Stage]⟧"), "P102", says: "expected a column name or {")
    }

    @Test func oddColumnNamesAreTexts() throws {
        let fields = try pipeline(Around.fields("A: no\nB: ~\nC: 2024-01-01\nD: { column: 1.0 }\nE: null")).assignments
        #expect(fields.map(\.value.shape) == ["column no", "column ~", "column 2024-01-01", "column 1.0", "column null"])
    }
}
