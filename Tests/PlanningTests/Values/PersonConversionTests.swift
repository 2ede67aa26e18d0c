import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Testing

@testable import Planning

@Suite struct PersonConversionTests {
    static let people = [
        person(1, "Jane", "Doe", "jane@acme.co", "JD@old.com"), person(2, "John", "Smith", "john@acme.co"),
        person(3, "John", "Smith", "john.smith@beta.io"),
        person(4, "René", "O'Hara", "rene@acme.co"), person(5, "Cher", nil), person(1, "Jane", "Doe", "jane@acme.co"),
    ]

    @Test(
        arguments: [
            ("jane@acme.co", 1), ("JANE@Acme.co", 1), ("jd@old.com", 1), ("Jane Doe <jane@acme.co>", 1), ("jane doe", 1), ("Doe, Jane", 1),
            ("Rene OHara", 4), ("Cher", 5), ("2", 2), ("john.smith@beta.io", 3),
        ] as [(String, Int64)])
    func aPersonIsFound(text: String, id: Int64) throws {
        guard case .one(.person(let person)) = try conversion(.person, people: Self.people).convert(text) else {
            Issue.record("nobody")
            return
        }
        #expect(person.id == PersonID(id))
    }

    @Test func aPersonIsShownByAddressElseByName() throws {
        let persons = conversion(.personMulti, ValueOptions(split: ";"), people: Self.people)
        #expect(try persons.convert("Cher; Jane Doe; jane@acme.co").map(FieldDataText.text) == "Cher; jane@acme.co")
    }

    @Test(arguments: ["nobody@acme.co", "Nobody", "99", "jane", "@", "Doe, Janet, Jr"])
    func anUnknownPersonIsRefused(text: String) {
        #expect(problem(conversion(.person, people: Self.people), text)?.code == "V308")
    }

    @Test func twoPersonsOfOneNameAreAmbiguous() {
        let found = problem(conversion(.personMulti, ValueOptions(split: ";"), people: Self.people), "Jane Doe; john smith")
        #expect(found?.code == "V309")
        #expect(found?.found == "john smith")
        #expect(found?.hint == "give the e-mail address or the id: john@acme.co, john.smith@beta.io")
    }

    @Test func ofSeveralOfOneNameTheOnlyUserIsMeantAndOwnersTakesNobodyElse() throws {
        let outside = Person(id: PersonID(8), firstName: "Jane", lastName: "Doe", emailAddresses: ["jane@else.org"], isInternal: false)
        let owners = ValueConversion(
            type: .person, options: ValueOptions(), optionList: [], people: PeopleIndex([outside] + Self.people), skipUnknownOptions: false,
            usersOnly: true)
        #expect(try owners.convert("Jane Doe") == .person(PersonReference(id: PersonID(1), label: "")))
        #expect(problem(owners, "jane@else.org")?.code == "V321")
    }

    @Test func asEmailTakesAddressesOnly() throws {
        let addresses = conversion(.person, ValueOptions(kind: spanned(.email)), people: Self.people)
        #expect(try addresses.convert("<JANE@acme.co>") != nil)
        #expect(problem(addresses, "Jane Doe")?.code == "V313")
    }

    @Test func thePartsOfACellAreItsPersons() {
        let persons = conversion(.personMulti, ValueOptions(split: ";", map: ["JD": "jane@acme.co"]), people: [])
        #expect(persons.parts(of: "JD; a@b.co;") == ["jane@acme.co", "a@b.co"])
        #expect(conversion(.person).parts(of: "a@b.co;c@d.co") == ["a@b.co;c@d.co"])
    }
}
