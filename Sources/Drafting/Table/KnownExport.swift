package import PipelineSpec
import Text

/// A program whose exports are known by the names of their columns.
package struct KnownExport: Sendable {
    package let program: String
    /// Names of which all are there, in lower case; any of these sets tells the program.
    private let signs: [Set<String>]
    /// What columns hold whose names alone would say something else or nothing.
    private let meanings: [String: ColumnMeaning]
    /// What is the main thing of a row, by a sign.
    private let subjects: [(sign: String, subject: RecordKind)]
    /// The order of day and month where the dates leave it open.
    package let datePattern: String?
    /// What is to be known of such files.
    package let advice: String?

    /// The export that has all the names of one of its signs.
    package static func find(in header: [String]) -> KnownExport? {
        // "Organization - Name" is Pipedrive's, and "Organization Name" many have.
        let names = Set(header.map { CellText.trimmed($0).lowercased() })
        return all.first { $0.signs.contains { $0.isSubset(of: names) } }
    }

    package func meaning(of column: String) -> ColumnMeaning? { meanings[HeaderWords.normalized(column)] }

    package func subject(of header: [String]) -> RecordKind? {
        let names = Set(header.map(HeaderWords.normalized))
        return subjects.first { names.contains($0.sign) }?.subject
    }

    private init(
        _ program: String, _ signs: [String], meanings: [ColumnMeaning: String] = [:], subjects: [(String, RecordKind)] = [],
        datePattern: String? = nil, advice: String? = nil
    ) {
        func names(_ text: String) -> [String] { text.split { $0 == "," || $0.isNewline }.map { HeaderWords.normalized(String($0)) } }
        self.program = program
        self.signs = signs.map { Set($0.lowercased().split(separator: ",").map { CellText.trimmed(String($0)) }) }
        self.subjects = subjects.map { (HeaderWords.normalized($0.0), $0.1) }
        self.datePattern = datePattern
        self.advice = advice
        var table: [String: ColumnMeaning] = [:]
        for (meaning, columns) in meanings { for name in names(columns) { table[name] = meaning } }
        self.meanings = table
    }

    private static let all: [KnownExport] = [
        KnownExport(
            "HubSpot",
            [
                "Record ID, Company name",
                "Record ID, Deal Name",
                "Record ID, First Name, Last Name",
                "Record ID, Company Domain Name",
            ],
            meanings: [
                .foreignID: "Record ID, Associated Company IDs, Associated Contact IDs",
                .company: "Company name, Associated Company, Primary Associated Company",
                .website: "Company Domain Name",
                .owner: "Company owner, Contact owner, Deal owner",
                .deal: "Deal Name",
                .options: "Deal Stage, Lead Status, Lifecycle Stage, Pipeline, Industry",
                .text: "Website URL",
            ],
            subjects: [("Deal Name", .opportunity), ("First Name", .person), ("Company name", .organization)]),
        KnownExport(
            "Salesforce",
            [
                "Account Name, Account Owner", "Account ID, Account Name", "Opportunity Name, Account Name", "Id, IsDeleted, Name",
                "Account Name, Billing City", "Contact ID, First Name", "Salutation, First Name, Last Name, Account Name",
            ],
            meanings: [
                .foreignID: "Account ID, Contact ID, Opportunity ID, Id, OwnerId, AccountId, ParentId",
                .company: "Account Name",
                .owner: "Account Owner, Opportunity Owner, Contact Owner",
                .deal: "Opportunity Name",
                .ignored: "IsDeleted, SystemModstamp, Salutation",
                .options: "Stage, Type, Industry, Lead Source, StageName",
            ],
            subjects: [("Opportunity Name", .opportunity), ("First Name", .person), ("Account Name", .organization)],
            datePattern: "MM/dd/yyyy",
            advice: "a report ends in lines about itself: where these are read as rows, say until: \"Copyright\" or footer: 5 under "
                + "source"),
        KnownExport(
            "Pipedrive", ["Organization - Name", "Deal - Title", "Person - Name"],
            meanings: [
                .company: "Organization - Name, Deal - Organization, Person - Organization",
                .deal: "Deal - Title",
                .person: "Person - Name, Deal - Contact person",
                .email: "Person - Email - Work, Person - Email",
                .phone: "Person - Phone - Work",
                .owner: "Organization - Owner, Deal - Owner, Person - Owner",
                .money: "Deal - Value",
                .foreignID: "Organization - ID, Deal - ID, Person - ID",
                .options: "Deal - Stage, Deal - Status, Deal - Pipeline, Organization - Label",
                .place: "Organization - Address",
                .website: "Organization - Website",
            ],
            subjects: [("Deal - Title", .opportunity), ("Organization - Name", .organization), ("Person - Name", .person)]),
        KnownExport(
            "Attio",
            [
                "Record ID, Domains", "Record ID, Connection strength", "Record ID, Strongest connection", "Entry ID, Parent Record",
                "Record ID, Employee range",
            ],
            meanings: [
                .company: "Name, Record, Parent Record, Company",
                .website: "Domains",
                .foreignID: "Record ID, Entry ID, Parent Record ID",
                .ignored: "Logo URL, Connection strength, Strongest connection",
                .options: "Categories, Employee range, Estimated ARR",
                .person: "Team",
                .place: "Primary location",
            ],
            subjects: [("Domains", .organization), ("Email addresses", .person)]),
        KnownExport(
            "Crunchbase",
            [
                "Organization Name, Organization Name URL", "Organization Name, CB Rank (Company)",
                "Organization Name, Headquarters Location, Industries",
            ],
            meanings: [
                .company: "Organization Name",
                .profile: "Organization Name URL",
                .website: "Website",
                .place: "Headquarters Location",
                .options:
                    "Industries, Industry Groups, Last Funding Type, Funding Status, Top 5 Investors, Founders, Estimated Revenue Range",
                .date: "Founded Date, Last Funding Date",
                .number: "CB Rank (Company)",
            ],
            subjects: [("Organization Name", .organization)],
            advice: "amounts stand in the currency of the column beside them; those \"in USD\" are converted"),
        KnownExport(
            "PitchBook",
            [
                "Company ID, Companies", "Company Name, Primary Industry Code", "Companies, HQ Location",
                "Company Name, Last Financing Size", "Companies, Primary Industry Sector",
            ],
            meanings: [
                .company: "Companies, Company Name",
                .foreignID: "Company ID, PBId",
                .website: "Website",
                .place: "HQ Location",
                .money: "Last Financing Size, Total Raised, Last Known Valuation",
                .options: "Active Investors, Primary Industry Sector, Ownership Status",
                .date: "Last Financing Date",
            ],
            subjects: [("Companies", .organization), ("Company Name", .organization)], datePattern: "dd-MMM-yyyy",
            advice: "PitchBook writes amounts in millions: 12.5 is 12,500,000"),
        KnownExport(
            "LinkedIn",
            [
                "First Name, Last Name, Connected On", "First Name, Last Name, Company, Position",
                "Account Name, LinkedIn URL, Account Size",
            ],
            meanings: [
                .firstName: "First Name",
                .lastName: "Last Name",
                .email: "Email Address",
                .company: "Company",
                .jobTitle: "Position",
                .profile: "URL",
                .date: "Connected On",
            ],
            subjects: [("First Name", .person)], datePattern: "dd MMM yyyy",
            advice: "LinkedIn leaves out most e-mail addresses: such persons are matched by name"),
        KnownExport(
            "Airtable",
            [
                "Airtable Record ID", "Created Time, Last Modified Time", "Created By, Last Modified By", "Attachments, Created",
                "Attachments, Last Modified",
            ],
            meanings: [
                .foreignID: "Airtable Record ID, Record ID",
                .ignored: "Attachments, Last Modified, Last Modified Time, Last Modified By, Autonumber",
                .date: "Created Time, Created",
            ],
            advice: "linked records stand in one cell with commas between; check the splits"),
    ]
}
