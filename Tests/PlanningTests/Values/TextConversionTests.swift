import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Testing

@testable import Planning

@Suite struct TextConversionTests {
    @Test func textStaysAsItIs() throws {
        for type in [FieldValueType.text, .filterableText] {
            #expect(try conversion(type).convert("Two\nlines, no") == .text("Two\nlines, no"))
        }
        #expect(try conversion(.filterableTextMulti, ValueOptions(split: ";")).convert("a; \"b;c\" ;a;d") == .texts(["a", "b;c", "d"]))
    }

    @Test func aTextAsADomainIsCanonical() throws {
        let domains = conversion(.text, ValueOptions(kind: spanned(.domain)))
        #expect(try domains.convert("https://www.Acme.com/x") == .text("acme.com"))
        #expect(try domains.convert("n/a") == nil)
        #expect(problem(domains, "acme com")?.reason == "\"acme com\" is not a domain: it holds a space")
        #expect(problem(domains, "linkedin.com/in/x")?.code == "V317")
    }

    @Test(arguments: [
        (" Jane.Doe@ACME.co ", "jane.doe@acme.co"), ("mailto:jane@acme.co", "jane@acme.co"), ("Jane <jane@acme.co>", "jane@acme.co"),
        ("jane+x@gmail.com", "jane+x@gmail.com"), ("jane@müller.de", "jane@xn--mller-kva.de"),
        ("o'hara@www.acme.co", "o'hara@www.acme.co"),
    ])
    func anEmailAddressIsLowerCase(text: String, address: String) throws {
        #expect(try conversion(.text, ValueOptions(kind: spanned(.email))).convert(text) == .text(address))
    }

    @Test(arguments: [
        "jane", "jane@", "@acme.co", "jane@acme", "jane doe@acme.co", "jane@acme_x.co", "a@b@c.co", ".jane@acme.co", "jane..doe@acme.co",
        "a@b.co, c@d.co", "jane@1.2.3.4",
    ])
    func whatIsNoEmailAddressIsRefused(text: String) {
        #expect(problem(conversion(.text, ValueOptions(kind: spanned(.email))), text)?.code == "V313")
    }

    @Test func aDateForATextFieldIsWrittenAsISO() throws {
        #expect(
            try conversion(.text, ValueOptions(kind: spanned(.date), format: spanned("d/M/yyyy"))).convert("3/4/2025")
                == .text("2025-04-03"))
    }

    @Test func aFormulaErrorIsNoText() {
        #expect(problem(conversion(.text), "#REF!")?.code == "V315")
        #expect(problem(conversion(.dropdown, skip: true), "#DIV/0!")?.code == "V315")
    }

    @Test(arguments: [FieldValueType.formulaNumber, .interaction, FieldValueType(rawValue: "list-multi")])
    func aTypeThatIsNotWrittenIsRefused(type: FieldValueType) {
        #expect(!ValueConversion.canWrite(type))
        #expect(problem(conversion(type), "x")?.code == "V314")
    }

    @Test func aKindMustFitItsField() {
        #expect(ValueConversion.mismatch(of: .number, with: .number) == nil)
        #expect(ValueConversion.mismatch(of: .domain, with: .text) == nil)
        #expect(ValueConversion.mismatch(of: .email, with: .person) == nil)
        #expect(ValueConversion.mismatch(of: .number, with: .datetime) == "a field of type datetime can't take a value as number")
        #expect(ValueConversion.mismatch(of: .date, with: .dropdown) != nil)
    }

    @Test func aLongTextIsCutInMessages() {
        let found = problem(conversion(.number), String(repeating: "word\n", count: 50))
        #expect(found?.reason.count ?? 0 < 100)
        #expect(found?.reason.contains("\n") == false)
    }

    @Test func valuesAreShownShortly() {
        #expect(FieldDataText.text(.texts(["a", "b"])) == "a; b")
        #expect(FieldDataText.text(.numbers([1, 2000])) == "1; 2,000")
        #expect(
            FieldDataText.text(.location(Location(city: "Berlin", state: "", country: "Germany", continent: "Europe"))) == "Berlin, Germany"
        )
        #expect(
            FieldDataText.text(.locations([Location(continent: "Asia"), Location(streetAddress: "1 Main St", city: "Reno")]))
                == "Asia; 1 Main St, Reno")
        #expect(FieldDataText.text(.company(CompanyReference(id: OrganizationID(1), label: "Acme"))) == "Acme")
        #expect(FieldDataText.text(.shown("12 emails")) == "12 emails")
    }
}
