import Affinity
import PipelineSpec
import Testing

@testable import Planning

@Suite struct ValueReaderTests {
    static let columns = ["Company": 0, "Country": 1, "City": 2]

    @Test(arguments: [
        ("Acme", RowReading.text("Acme")), ("  Acme\t", .text("Acme")), ("", .blank), ("  ", .blank), ("\u{A0}", .blank), ("N/A", .blank),
        (" N/A ", .blank), ("n/a", .text("n/a")), ("#N/A", .clear), (" #N/A", .clear),
        ("'=1+1", .text("=1+1")), ("'-5", .text("-5")), ("'quoted'", .text("'quoted'")), ("'", .text("'")), ("'@x", .text("@x")),
        ("'\tx", .text("\tx")), ("a\u{301}", .text("á")),
    ])
    func aColumnIsRead(cell: String, reading: RowReading) {
        #expect(read(.column(spanned("Company")), [cell]) == reading)
    }

    @Test func theMapComesBeforeTheBlanksAndTheDefaultLast() {
        let options = ValueOptions(map: ["A": "Alpha", "X": "", "N/A": "None", "C": "#N/A", "Y": "#N/A "], fallback: "Other")
        let cells = ["A", "X", "N/A", "", "#N/A", "C", "Y", "Z"]
        let readings = cells.map { read(.column(spanned("Company")), [$0], options) }
        #expect(readings == [.text("Alpha"), .text("Other"), .text("None"), .text("Other"), .clear, .clear, .clear, .text("Z")])
    }

    @Test func aSplitCellIsMappedLater() {
        #expect(read(.column(spanned("Company")), ["A"], ValueOptions(split: ";", map: ["A": "B"])) == .text("A"))
    }

    @Test func aConstantIsTheSameForEveryRow() {
        #expect(read(.constant(" Inbound "), []) == .text("Inbound"))
        #expect(read(.constant("#N/A"), []) == .clear)
        #expect(read(.constant(""), []) == .blank)
    }

    @Test(arguments: [
        (["Acme", "France"], RowReading.text("Acme (France)")), (["Acme", ""], .text("Acme")), (["", "N/A"], .blank),
        (["", "#N/A"], .clear), (["Acme", "#N/A"], .text("Acme")), ([" Acme ", "'=x"], .text("Acme (=x)")),
    ])
    func aTemplateIsFilledIn(cells: [String], reading: RowReading) {
        let template = Template(parts: [.column(spanned("Company")), .text(" ("), .column(spanned("Country")), .text(")")])
        #expect(read(.template(template), cells) == reading)
    }

    @Test func aTemplateWithoutColumnsIsItsText() {
        #expect(read(.template(Template(parts: [.text("Fair")])), []) == .text("Fair"))
        #expect(read(.template(Template(parts: [.column(spanned("Company"))])), [""], ValueOptions(fallback: "none")) == .text("none"))
    }

    @Test func anUnknownColumnReadsAsBlank() {
        #expect(read(.column(spanned("Nope")), ["x"], ValueOptions(fallback: "d")) == .text("d"))
    }

    @Test func aLocationIsReadByItsParts() {
        #expect(location(["Acme", "France", "Paris"]) == .parts(LocationEdit(parts: [.city: .text("Paris"), .country: .text("France")])))
        #expect(location(["Acme", "", "Paris"]) == .parts(LocationEdit(parts: [.city: .text("Paris"), .country: .blank])))
        #expect(location(["Acme", "N/A", " "]) == .blank)
        #expect(location(["Acme", "#N/A", ""]) == .parts(LocationEdit(parts: [.city: .blank, .country: .clear])))
        #expect(location(["Acme", "#N/A", "#N/A"]) == .clear)
        #expect(reader(.column(spanned("City"))).readLocation { _ in "x" } == nil)
        #expect(!reader(.column(spanned("City"))).isLocation)
        #expect(reader(Self.headquarters).isLocation)
        #expect(read(Self.headquarters, ["Acme", "France", "Paris"]) == .text("Paris, France"))
    }

    @Test func anEditKeepsThePartsThatItDoesNotState() {
        let edit = LocationEdit(parts: [.city: .text("Lyon"), .country: .blank, .state: .clear])
        let before = Location(streetAddress: "1 Rue", city: "Paris", state: "IDF", country: "France")
        #expect(edit.applied(to: before) == Location(streetAddress: "1 Rue", city: "Lyon", country: "France"))
        #expect(edit.location == Location(city: "Lyon"))
        #expect(LocationEdit(parts: [.city: .clear]).applied(to: Location(city: "Paris")) == nil)
    }

    private static let headquarters = ValueSource.Form.location(
        LocationParts(parts: [
            (.city, ValueSource(.column(spanned("City")), at: nowhere)), (.country, ValueSource(.column(spanned("Country")), at: nowhere)),
        ]))

    private func location(_ cells: [String]) -> LocationReading? { reader(Self.headquarters).readLocation { cells[$0] } }

    private func read(_ form: ValueSource.Form, _ cells: [String], _ options: ValueOptions = ValueOptions()) -> RowReading {
        reader(form, options).read { cells[$0] }
    }

    private func reader(_ form: ValueSource.Form, _ options: ValueOptions = ValueOptions()) -> ValueReader {
        ValueReader(ValueSource(form, options: options, at: nowhere), columns: { Self.columns[$0] }, blanks: ["", "N/A"])
    }
}
