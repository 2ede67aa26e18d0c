import Testing
import Text

@testable import Affinity

@Suite("Cells as written")
struct FieldUpdateEncodingTests {
    struct Case: CustomTestStringConvertible {
        let type: FieldValueType
        let data: FieldData?
        let json: String
        var testDescription: String { json }

        init(_ type: FieldValueType, _ data: FieldData?, _ json: String) {
            self.type = type
            self.data = data
            self.json = json
        }
    }

    static let option = OptionReference(id: DropdownOptionID(7), text: "not sent")
    static let person = PersonReference(id: PersonID(1), label: "not sent")
    static let company = CompanyReference(id: OrganizationID(5), label: "not sent")
    static let place = Location(city: "Köln", country: "Germany")
    static let placeJSON = #"{"city":"Köln","continent":null,"country":"Germany","state":null,"streetAddress":null}"#

    static let cases: [Case] = [
        Case(.text, .text("a \"b\" / c\n"), #""a \"b\" / c\n""#),
        Case(.filterableTextMulti, .texts(["a", "b"]), #"["a","b"]"#),
        Case(.number, .number(5000), "5000"),
        Case(.number, .number(3.5), "3.5"),
        Case(.number, .number(0.1), "0.1"),
        Case(.number, .number(-1_250_000), "-1250000"),
        Case(.number, .number(1_234_567_890.12), "1234567890.12"),
        Case(.number, .number(.nan), #""nan""#),
        Case(.numberMulti, .numbers([1, 2.5]), "[1,2.5]"),
        Case(.datetime, CalendarDate(iso: "2026-01-31").map(FieldData.date), #""2026-01-31T12:00:00Z""#),
        Case(.dropdown, .option(option), #"{"dropdownOptionId":7}"#),
        Case(.rankedDropdown, .option(option), #"{"dropdownOptionId":7}"#),
        Case(.dropdownMulti, .options([option]), #"[{"dropdownOptionId":7}]"#),
        Case(.person, .person(person), #"{"id":1}"#),
        Case(.personMulti, .persons([person]), #"[{"id":1}]"#),
        Case(.company, .company(company), #"{"id":5}"#),
        Case(.companyMulti, .companies([company]), #"[{"id":5}]"#),
        Case(.location, .location(place), placeJSON),
        Case(.locationMulti, .locations([place]), "[\(placeJSON)]"),
        Case(.text, nil, "null"),
        Case(.personMulti, nil, "null"),
    ]

    @Test("have exactly the form that v2 wants", arguments: cases)
    func forms(_ example: Case) {
        let call = AffinityAPI.updateListEntryFields(
            ListID(5), ListEntryID(10), [FieldUpdate(id: FieldID("field-20"), type: example.type, data: example.data)])
        let body = String(decoding: call.request.body ?? [], as: UTF8.self)
        #expect(
            body
                == #"{"operation":"update-fields","updates":[{"id":"field-20","value":{"data":\#(example.json),"type":"\#(example.type)"}}]}"#
        )
    }

    @Test("are written the same way each time, in the order given")
    func order() {
        let updates = ["field-2", "field-1"].map { FieldUpdate(id: FieldID($0), type: .number, data: .number(1)) }
        let bodies = (1...5).map { _ in AffinityAPI.updateOrganizationFields(OrganizationID(1), updates).request.body }
        #expect(Set(bodies).count == 1)
        let text = String(decoding: bodies[0] ?? [], as: UTF8.self)
        #expect(text.firstRange(of: "field-2").map { $0.upperBound < text.endIndex } == true)
        #expect(
            (text.firstRange(of: "field-2")?.lowerBound ?? text.endIndex) < (text.firstRange(of: "field-1")?.lowerBound ?? text.startIndex))
    }
}
