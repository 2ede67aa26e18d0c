import FerryTestSupport
import Testing

@testable import Text

/// One function says first name, last name and key of a person.
@Suite struct PersonNameTests {
    @Test(arguments: [
        ("Ada Lovelace", "Ada", "Lovelace"), ("Lovelace, Ada", "Ada", "Lovelace"), ("Jane Doe, CFA", "Jane", "Doe"),
        ("Jane Doe, PhD, CFA", "Jane", "Doe"),
        ("Jane Doe PhD", "Jane", "Doe"), ("Jane Doe Ph.D.", "Jane", "Doe"), ("John Smith Jr.", "John", "Smith"),
        ("Smith Jr., John", "John", "Smith"),
        ("Smith, John, Jr.", "John", "Smith"), ("John Smith III", "John", "Smith"), ("Jane Doe MBA", "Jane", "Doe"),
        ("Jane Doe, Esq.", "Jane", "Doe"),
        ("Jane Doe, MBA/CPA", "Jane", "Doe"), ("Dr. Ada Lovelace", "Ada", "Lovelace"), ("Dr Ada Lovelace", "Ada", "Lovelace"),
        ("Prof. Dr. Ada Lovelace", "Ada", "Lovelace"), ("Prof. Dr. med. Ada Lovelace", "Ada", "Lovelace"),
        ("Lovelace, Dr. Ada", "Ada", "Lovelace"),
        ("Mr. John Smith", "John", "Smith"), ("Dipl.-Ing. Max Muster", "Max", "Muster"), ("Ludwig van der Berg", "Ludwig", "van der Berg"),
        ("van der Berg, Ludwig", "Ludwig", "van der Berg"), ("Leonardo di Caprio", "Leonardo", "di Caprio"),
        ("Dick Van Dyke", "Dick", "Van Dyke"),
        ("Maria de la Cruz", "Maria", "de la Cruz"), ("de la Cruz, Maria José", "Maria José", "de la Cruz"),
        ("Mohammed bin Salman", "Mohammed", "bin Salman"),
        ("Mary Jane Watson", "Mary Jane", "Watson"), ("Plato", "Plato", ""), ("Jack Ma", "Jack", "Ma"), ("Ma, Jack", "Jack", "Ma"),
        ("Ana Sá", "Ana", "Sá"),
        ("Lee, Eng", "Eng", "Lee"), ("Dr. Smith", "Dr.", "Smith"), ("Ada  Lovelace", "Ada", "Lovelace"),
        ("Ada\u{A0}Lovelace", "Ada", "Lovelace"),
        ("Van Morrison", "Van", "Morrison"), ("Doe, Jr., John", "John", "Doe"), ("Jane Doe, CEO", "Jane", "Doe"),
        ("Jane Doe, CEO & Co-Founder", "Jane", "Doe"), ("Jane Doe (Managing Partner)", "Jane", "Doe"),
        ("Jane Doe - Founder", "Jane", "Doe"),
        ("Jane Doe <jane@acme.com>", "Jane", "Doe"), ("Jane Doe (CFA)", "Jane", "Doe"), ("Sir Tim Berners-Lee", "Tim", "Berners-Lee"),
        ("Jane Doe (she/her)", "Jane", "Doe"), ("Jane Doe, they/them", "Jane", "Doe"), ("Jane Doe [CEO]", "Jane", "Doe"),
        ("Jane Doe (she/her) - CEO", "Jane", "Doe"), ("Jane Doe (CEO) [she/her]", "Jane", "Doe"),
        ("Doe, Jane (she/her/hers)", "Jane", "Doe"), ("Jane Doe (Smith)", "Jane Doe", "(Smith)"),
        ("Jane Doe DDS", "Jane", "Doe"), ("Jean-Luc Picard", "Jean-Luc", "Picard"),
        // Capitals say which is the last name, wherever it stands.
        ("SMITH John", "John", "SMITH"), ("John SMITH", "John", "SMITH"), ("Dr. SMITH-JONES Mary Jane", "Mary Jane", "SMITH-JONES"),
        ("DE LA CRUZ María José", "María José", "DE LA CRUZ"), ("Ana GARCÍA LÓPEZ", "Ana", "GARCÍA LÓPEZ"),
        ("GARCÍA LÓPEZ Ana", "Ana", "GARCÍA LÓPEZ"), ("KIM Min-jun", "Min-jun", "KIM"), ("O'NEIL Pat, CFA", "Pat", "O'NEIL"),
        ("GARCÍA DE LA CRUZ Ana", "Ana", "GARCÍA DE LA CRUZ"), ("Ana GARCÍA DE LA CRUZ", "Ana", "GARCÍA DE LA CRUZ"),
        ("ИВАНОВ Иван", "Иван", "ИВАНОВ"),
        // Initials, titles and a name that is written alike say nothing.
        ("JP Morgan", "JP", "Morgan"), ("JRR Tolkien", "JRR", "Tolkien"), ("J.R.R. Tolkien", "J.R.R.", "Tolkien"),
        ("CEO Jane Doe", "CEO Jane", "Doe"), ("JOHN SMITH", "JOHN", "SMITH"), ("SMITH J.", "SMITH", "J."),
        ("LUDWIG VAN DER BERG", "LUDWIG", "VAN DER BERG"), ("MARY JANE WATSON", "MARY JANE", "WATSON"),
    ])
    func aNameHasTwoParts(name: String, first: String, last: String) {
        #expect(PersonName.split(name) == (first, last))
        let spoken = [first, last].filter { !$0.isEmpty }.joined(separator: " ")
        #expect(PersonName.key(name) == PersonName.key(spoken))
        #expect(PersonName.split(spoken) == (first, last), "as it is written to Affinity it is read as itself")
    }

    @Test(arguments: [
        "Ann Qgamma, Max Qdelta", "Eva Qzeta & Tom Qeta", "Eva Qzeta / Tom Qeta", "Eva Qzeta; Tom Qeta", "Eva Qzeta and Tom Qeta",
        "Eva Qzeta\nTom Qeta",
        "Eva Qzeta u. Tom Qeta", "Eva Qzeta y Tom Qeta", "Eva Qzeta och Tom de la Qeta", "Eva und Tom Qeta", "Dr. Ann Foo, Dr. Max Bar",
        "A B, C D, E F", "王小明、李小红", "王小明，李小红", "王小明, 李小红", "김철수, 이영희",
    ])
    func severalPersonsAreTold(name: String) {
        #expect(PersonName.isSeveral(name))
    }

    @Test func aTitleAloneIsNoName() {
        for text in ["Mr.", "Mr", "Herr", "Herr Dr.", "Ms"] { #expect(PersonName.isOnlyTitle(text), "\(text)") }
        for text in ["Dame", "Sir", "Mr. T", "Prof Dr", "Ms Doe", ""] { #expect(!PersonName.isOnlyTitle(text), "\(text)") }
    }

    @Test(arguments: [
        ("Ann Qgamma, Max Qdelta", ","), ("Eva Qzeta & Tom Qeta", "&"), ("Eva Qzeta and Tom Qeta", " and "),
        ("EVA QZETA AND TOM QETA", " AND "), ("王小明、李小红", "、"),
        ("Eva Qzeta u. Tom Qeta", " u. "), ("Eva Qzeta y Tom Qeta", " y "), ("Qzeta, Eva; Qeta, Tom", ";"), ("Ada Lovelace", nil),
        ("A B, C D & E F; G H", nil),
    ])
    func whatPartsThePersonsIsTold(name: String, separator: String?) {
        #expect(PersonName.separator(in: name) == separator)
    }

    @Test(arguments: [
        "Ada Lovelace", "Lovelace, Ada", "de la Cruz, Maria José", "Jane Doe, CFA, MBA", "Jane Doe, MBA/CPA", "José Ortega y Gasset",
        "Doe, Jane M.", "Santiago Ramón y Cajal", "Ana e Silva", "Maria de Sousa e Castro", "Maria João Costa e Silva Pereira",
        "José Antonio Ortega y Gasset Díaz", "Jane Doe (she/her)", "Ortega y Gasset, José", "GARCÍA LÓPEZ Ana María",
    ])
    func onePersonIsOne(name: String) {
        #expect(!PersonName.isSeveral(name))
    }

    /// Unlike a company's, a person's name has no legal form.
    @Test func lastNamesThatAreLegalFormsStay() {
        #expect(Set(["Ana Sá", "Ana Co", "Ana As", "Ana", "Ana Ag"].map(PersonName.key)).count == 5)
    }

    @Test(arguments: 0..<200) func aNameIsKnownHoweverItIsWritten(seed: Int) {
        var dice = SplitMix(seed: UInt64(seed))
        func pick(_ texts: [String]) -> String { texts[Int(dice.next() % UInt64(texts.count))] }
        let first = pick(["Ada", "Zoë", "Mary Jane", "José", "O'Neil", "Jean-Luc", "小明", "Md"])
        let last = pick(["Lovelace", "van der Berg", "Sá", "Ma", "de la Cruz", "Müller", "Smith-Jones", "Co", "McDonald", "von Neumann"])
        let title = pick(["", "", "Dr. ", "Prof. Dr. ", "Mr. ", "Ms "])
        let suffix = pick(["", "", ", CFA", ", PhD", ", Jr.", ", MBA, CPA", " PhD", " Jr.", ", Esq."])
        let space = pick([" ", "  ", "\u{A0}", "\t"])
        let written =
            dice.next() % 2 == 0
            ? "\(title)\(first)\(space)\(last)\(suffix)" : "\(last),\(space)\(title)\(first)\(suffix.hasPrefix(",") ? suffix : "")"
        #expect(PersonName.split(written) == (first, last), "\(written)")
        #expect(PersonName.key(written) == PersonName.key("\(first) \(last)"), "\(written)")
        #expect(!PersonName.isSeveral(written), "\(written)")
        // As it is written to Affinity it is read as itself.
        let spoken = PersonName.spoken(written)
        #expect(PersonName.spoken(spoken) == spoken && PersonName.split(spoken) == (first, last), "\(written)")
    }
}
