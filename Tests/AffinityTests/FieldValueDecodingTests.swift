import Foundation
import Testing
import Text

@testable import Affinity

@Suite("Cells as read")
struct FieldValueDecodingTests {
    struct Case: CustomTestStringConvertible {
        let json: String
        let data: FieldData?
        var testDescription: String { json }

        init(_ json: String, _ data: FieldData?) {
            self.json = json
            self.data = data
        }
    }

    static let acme = Location(city: "San Francisco", state: "California", country: "United States", continent: "North America")
    static let jane = PersonReference(id: PersonID(1), label: "jane@vc.com")
    static let janeJSON = #"{"id":1,"firstName":"Jane","lastName":"Doe","primaryEmailAddress":"jane@vc.com","type":"internal"}"#
    static let sf =
        #"{"streetAddress":null,"city":"San Francisco","state":"California","country":"United States","continent":"North America"}"#

    static let known: [Case] = [
        Case(#"{"type":"text","data":"hello"}"#, .text("hello")),
        Case(#"{"type":"filterable-text","data":"x"}"#, .text("x")),
        Case(#"{"type":"filterable-text-multi","data":["a","b"],"totalCount":2}"#, .texts(["a", "b"])),
        Case(#"{"type":"number","data":5000.0}"#, .number(5000)),
        Case(#"{"type":"number","data":3}"#, .number(3)),
        Case(#"{"type":"number-multi","data":[1,2.5]}"#, .numbers([1, 2.5])),
        Case(#"{"type":"datetime","data":"2024-01-02T08:00:00Z"}"#, CalendarDate(iso: "2024-01-02").map(FieldData.date)),
        Case(
            #"{"type":"dropdown","data":{"dropdownOptionId":7,"text":"A"}}"#,
            .option(OptionReference(id: DropdownOptionID(7), text: "A"))),
        Case(
            #"{"type":"ranked-dropdown","data":{"dropdownOptionId":7,"text":"Due Diligence","rank":3,"color":"blue"}}"#,
            .option(OptionReference(id: DropdownOptionID(7), text: "Due Diligence"))),
        Case(
            #"{"type":"dropdown-multi","data":[{"dropdownOptionId":7,"text":"A"},{"dropdownOptionId":8,"text":"B"}]}"#,
            .options([OptionReference(id: DropdownOptionID(7), text: "A"), OptionReference(id: DropdownOptionID(8), text: "B")])),
        Case(#"{"type":"person","data":\#(janeJSON)}"#, .person(jane)),
        Case(#"{"type":"person-multi","data":[\#(janeJSON)],"totalCount":1}"#, .persons([jane])),
        Case(
            #"{"type":"company","data":{"id":5,"name":"Acme","domain":"acme.co"}}"#,
            .company(CompanyReference(id: OrganizationID(5), label: "Acme"))),
        Case(
            #"{"type":"company-multi","data":[{"id":5,"name":"Acme","domain":null}]}"#,
            .companies([CompanyReference(id: OrganizationID(5), label: "Acme")])),
        Case(#"{"type":"location","data":\#(sf)}"#, .location(acme)),
        Case(#"{"type":"location-multi","data":[\#(sf)]}"#, .locations([acme])),
    ]

    static let empty: [Case] = [
        "text", "filterable-text", "filterable-text-multi", "number", "number-multi", "datetime", "dropdown", "ranked-dropdown",
        "dropdown-multi", "person", "person-multi", "company", "company-multi", "location", "location-multi", "formula-number",
        "interaction", "list-multi", "note", "reminder", "hidden", "something-new",
    ].map { Case(#"{"type":"\#($0)","data":null}"#, nil) }

    static let alsoEmpty: [Case] = [
        Case(#"{"type":"text","data":""}"#, nil),
        Case(#"{"type":"text"}"#, nil),
        Case(#"{"type":"person-multi","data":[]}"#, nil),
        Case(#"{"type":"location","data":{"streetAddress":null,"city":null,"state":null,"country":null,"continent":null}}"#, nil),
        Case(#"{"type":"formula-number","data":{"calculatedValue":null}}"#, nil),
        Case(#"{"type":"list-multi","data":[]}"#, nil),
    ]

    static let shown: [Case] = [
        Case(#"{"type":"formula-number","data":{"calculatedValue":12.0}}"#, .shown("12")),
        Case(#"{"type":"interaction","data":{"type":"email","id":5,"subject":"Hello","sentAt":"2026-01-02T03:04:05Z"}}"#, .shown("Hello")),
        Case(#"{"type":"interaction","data":{"type":"call","id":5,"startTime":"2026-01-02T03:04:05Z"}}"#, .shown("2026-01-02T03:04:05Z")),
        Case(#"{"type":"list-multi","data":[{"id":1,"name":"A","type":"company"},{"id":2,"name":"B"}]}"#, .shown("A; B")),
        Case(#"{"type":"note","data":{"id":1,"content":{"html":"<p>Hi</p>"}}}"#, .shown("<p>Hi</p>")),
        Case(#"{"type":"reminder","data":{"id":1,"type":"one-time","content":"Call"}}"#, .shown("Call")),
        Case(#"{"type":"something-new","data":{"zeta":{"deep":[true,1]}}}"#, .shown("true; 1")),
        // A known kind in an unknown form.
        Case(#"{"type":"number","data":"12"}"#, .shown("12")),
        Case(#"{"type":"datetime","data":"soon"}"#, .shown("soon")),
        Case(#"{"type":"dropdown","data":"A"}"#, .shown("A")),
    ]

    private func read(_ json: String) throws -> FieldValue {
        try JSON.read(FieldValueDTO.self, from: APIResponse(status: 200, body: Array(json.utf8))).value
    }

    func decode(_ value: String) throws -> FieldValue {
        try read(#"{"id":"field-1","name":"N","value":\#(value)}"#)
    }

    @Test("of every kind are understood", arguments: known)
    func kinds(_ example: Case) throws {
        let value = try decode(example.json)
        #expect(value.id == FieldID("field-1"))
        #expect(value.data == example.data)
        #expect(value.totalCount == nil)
    }

    @Test("that are empty are nil, whatever their kind", arguments: empty + alsoEmpty)
    func nothing(_ example: Case) throws {
        #expect(try decode(example.json).data == nil)
    }

    @Test("of other kinds, and odd ones, are shown", arguments: shown)
    func others(_ example: Case) throws {
        #expect(try decode(example.json).data == example.data)
    }

    @Test("keep a location's five parts and an option's text")
    func parts() throws {
        guard case .one(.location(let location)) = try decode(#"{"type":"location","data":\#(Self.sf)}"#).data else {
            Issue.record("no location")
            return
        }
        #expect(location == Self.acme)
        guard case .one(.option(let option)) = try decode(#"{"type":"dropdown","data":{"dropdownOptionId":7,"text":"A"}}"#).data else {
            Issue.record("no option")
            return
        }
        #expect(option.text == "A")
    }

    @Test("that Affinity cut at 100 say how many there are")
    func cut() throws {
        let value = try decode(#"{"type":"person-multi","data":[\#(Self.janeJSON)],"totalCount":130}"#)
        #expect(value.totalCount == 130)
    }

    @Test("of a person without address show the name")
    func personName() throws {
        let json = #"{"type":"person","data":{"id":1,"firstName":"Jane","lastName":null,"primaryEmailAddress":null,"type":"external"}}"#
        guard case .one(.person(let person)) = try decode(json).data else {
            Issue.record("no person")
            return
        }
        #expect(person.label == "Jane")
    }

    @Test("without a value at all are empty")
    func noValue() throws {
        let value = try read(#"{"id":"field-1","value":null}"#)
        #expect(value.data == nil)
    }
}
