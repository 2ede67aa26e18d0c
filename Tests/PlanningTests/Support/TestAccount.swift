import Affinity
import Planning

/// The account that the tests plan against: lists, fields of every kind, options, people.
enum TestAccount {
    static let dealflow = ListID(1)
    static let portfolio = ListID(2)
    static let founders = ListID(3)
    static let rounds = ListID(6)
    /// Of organizations, persons and opportunities.
    static let listsOfEveryField: Set = [dealflow, founders, rounds]

    static let status = FieldID("field-1")
    static let owners = FieldID("field-2")
    static let size = FieldID("field-3")
    static let met = FieldID("field-4")
    static let tags = FieldID("field-5")
    static let notes = FieldID("field-6")
    static let keywords = FieldID("field-7")
    static let headquarters = FieldID("field-8")
    static let sector = FieldID("field-20")
    static let channel = FieldID("field-30")
    static let stage = FieldID("field-40")

    static let ada = Person(id: PersonID(1), firstName: "Ada", lastName: "Lovelace", emailAddresses: ["ada@contoso.vc"], isInternal: true)
    static let bob = Person(id: PersonID(2), firstName: "Bob", lastName: "Noyce", emailAddresses: ["bob@contoso.vc"], isInternal: true)

    static let options: [FieldID: [DropdownOption]] = [
        status: makeOptions(100, ["New", "Contacted", "Due Diligence"]),
        tags: makeOptions(200, ["AI", "Climate", "Health"]),
        sector: makeOptions(300, ["Software", "Hardware"]),
        channel: makeOptions(400, ["Inbound", "Outbound"]),
    ]

    static func option(_ field: FieldID, _ text: String) -> OptionReference {
        let option = options[field]?.first { $0.text == text }
        return OptionReference(id: option?.id ?? DropdownOptionID(0), text: text)
    }

    static let catalog = Catalog(
        account: CurrentUser(
            tenantName: "Contoso", subdomain: "contoso", userID: ada.id, firstName: "Ada", lastName: "Lovelace",
            emailAddress: "ada@contoso.vc", grantType: "api-key", scopes: []),
        lists: [
            AffinityList(id: dealflow, name: "Dealflow", kind: .company, isPublic: true),
            AffinityList(id: portfolio, name: "Portfolio", kind: .company, isPublic: true),
            AffinityList(id: ListID(3), name: "Founders", kind: .person, isPublic: true),
            AffinityList(id: ListID(4), name: "Twins", kind: .company, isPublic: true),
            AffinityList(id: ListID(5), name: "Twins", kind: .company, isPublic: false),
            AffinityList(id: ListID(6), name: "Rounds", kind: .opportunity, isPublic: true),
        ],
        listFields: [
            dealflow: [
                field(status, "Status", .rankedDropdown), field(owners, "Owners", .personMulti), field(size, "Deal Size", .number),
                field(met, "First Met", .datetime), field(tags, "Tags", .dropdownMulti), field(notes, "Notes", .text),
                field(keywords, "Keywords", .filterableTextMulti), field(headquarters, "Headquarters", .location),
                field(FieldID("field-9"), "Industry", .filterableText), field(FieldID("field-10"), "Score", .formulaNumber),
                field(FieldID("field-11"), "Last Meeting", .interaction), field(FieldID("field-12"), "Parent", .company),
                field(FieldID("field-13"), "Twice", .text), field(FieldID("field-14"), "Twice", .text),
                field(FieldID("field-15"), "Rivals", .companyMulti), field(FieldID("field-16"), "Offices", .locationMulti),
                field(FieldID("field-17"), "Scout", .person), field(FieldID("field-18"), "Rounds", .numberMulti),
                field(FieldID("field-19"), "Thesis", .filterableText), field(channel, "Channel", .dropdown),
                field(FieldID("created-at"), "Date Added", .datetime),
                field(FieldID("field-31"), "Reminder", FieldValueType(rawValue: "reminder")),
                // The list shows the organization's fields too (AffinityAPI.md#field-metadata).
                field(sector, "Sector", .dropdown, .global),
            ],
            portfolio: [field(stage, "Stage", .text), field(FieldID("field-41"), "Deal Memo", .text)],
        ],
        organizationFields: [
            field(sector, "Sector", .dropdown, .global), field(FieldID("field-21"), "Industry", .text, .global),
            field(FieldID("affinity-data-location"), "Location", .location, .enriched),
            field(FieldID("persons"), "People", .personMulti, .enriched),
            field(FieldID("source-of-introduction"), "Source of Introduction", .person, .relationshipIntelligence),
            field(FieldID("last-contact"), "Last Contact", .datetime, .relationshipIntelligence),
        ],
        options: options, people: [ada, bob])

    /// The same, where persons and opportunities have all the fields that organizations have.
    static let catalogOfEveryKind: Catalog = {
        var catalog = Self.catalog
        let own = (Self.catalog.listFields[dealflow] ?? []).filter { $0.origin == .list }
        catalog.listFields[founders] = own
        catalog.listFields[rounds] = own
        catalog.personFields = Self.catalog.organizationFields
        return catalog
    }()

    /// The same with a list whose entries must have a case and an officer.
    static let catalogWithRequiredFields: Catalog = {
        var catalog = Self.catalog
        let list = AffinityList(id: ListID(9), name: "Compliance", kind: .company, isPublic: true)
        catalog.lists.append(list)
        catalog.listFields[list.id] = ["Case", "Officer", "Remark"].enumerated().map { index, name in
            Field(id: FieldID("field-9\(index)"), name: name, origin: .list, valueType: .text, isRequired: index < 2)
        }
        return catalog
    }()

    private static func field(_ id: FieldID, _ name: String, _ type: FieldValueType, _ origin: Field.Origin = .list) -> Field {
        Field(id: id, name: name, origin: origin, valueType: type, isRequired: false)
    }

    private static func makeOptions(_ first: Int64, _ texts: [String]) -> [DropdownOption] {
        texts.enumerated().map { DropdownOption(id: DropdownOptionID(first + Int64($0.offset)), text: $0.element) }
    }
}
