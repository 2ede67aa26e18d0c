import Affinity
import FerryTestSupport
import PipelineSpec
import Planning
import Runs
import Text

/// Small plans for tests: one list, two fields on it and one of the organization.
enum Plans {
    static let list = ListID(7)
    static let stage = PlannedField(id: FieldID("field-1"), name: "Stage", type: .dropdown, list: list)
    static let size = PlannedField(id: FieldID("field-2"), name: "Deal Size", type: .number, list: list)
    static let industry = PlannedField(id: FieldID("field-3"), name: "Industry", type: .text, list: nil)

    static let frame = PlanFrame(
        pipeline: "sourcing", account: "contoso", user: "ada@contoso.vc", sourceName: "companies.csv", header: ["Company", "Website"],
        lists: [PlannedList(id: list, name: "Dealflow")], fields: [stage, size, industry])

    static let binding = RunBinding(
        name: "sourcing", pipeline: .init(path: "sourcing.yaml", digest: "aa", size: 10),
        inputs: [.init(path: "c.csv", digest: "bb", size: 20)],
        dialect: .init(delimiter: 0x2C, encoding: "utf-8", byteOrderMark: false, lineEnding: "\n"), account: "contoso",
        host: "api.affinity.co", createdAt: 1_795_256_000_000, toolVersion: "0.1.0")

    static func cells(_ row: Int) -> [PlannedCell] {
        [
            cell(0, .option(OptionReference(id: DropdownOptionID(5), text: "New"))),
            cell(1, .number(Double(row) * 1000)),
            cell(2, .text("Robots \(row)")),
        ]
    }

    static func cell(_ field: Int, _ after: FieldData?) -> PlannedCell {
        PlannedCell(field: field, action: .set, before: nil, after: after, policy: .existing(.overwrite))
    }

    /// A company that is new: created, added, its fields set.
    static func new(_ row: Int, name: String? = nil, domain: String? = nil, unit: Int? = nil) -> PlannedRow {
        let name = name ?? "Company \(row)"
        return PlannedRow(
            row: row, line: row + 1, label: name, unit: unit ?? row, source: Array("\(name),\(domain ?? "")".utf8), disposition: .planned,
            organization: PlannedRecord(owner: unit ?? row, action: .create, name: name, key: domain ?? "company-\(row).com"),
            entries: [PlannedEntry(list: list, action: .add)], cells: cells(row))
    }

    /// Another row for the company of `unit`.
    static func same(_ row: Int, unit: Int, cells: [PlannedCell]? = nil) -> PlannedRow {
        PlannedRow(
            row: row, line: row + 1, label: "Company \(unit)", unit: unit, source: Array("Company \(unit)".utf8), disposition: .planned,
            organization: PlannedRecord(owner: unit, action: .same, name: "Company \(unit)"),
            entries: [PlannedEntry(list: list, action: .same)],
            cells: cells ?? [cell(1, .number(Double(row)))])
    }

    /// A company that is there, with its entry.
    static func matched(_ row: Int, organization: Int64, entry: Int64?, cells: [PlannedCell]) -> PlannedRow {
        PlannedRow(
            row: row, line: row + 1, label: "Company \(row)", unit: row, source: Array("Company \(row)".utf8), disposition: .planned,
            organization: PlannedRecord(owner: row, action: .match, name: "Company \(row)", id: RecordID(organization), by: "domain"),
            entries: [
                PlannedEntry(
                    list: list, action: entry == nil ? .add : .present, id: entry.map { ListEntryID($0) },
                    since: entry.flatMap { _ in CalendarDate(year: 2025, month: 4, day: 2) })
            ], cells: cells)
    }

    static func rejected(_ row: Int) -> PlannedRow {
        PlannedRow(
            row: row, line: row + 1, label: "Company \(row)", unit: row, source: Array("bad \(row)".utf8),
            disposition: .rejected([RowProblem(step: .setFields, field: "Deal Size", code: "V301", reason: "no number", hint: "digits")]))
    }

    static func skipped(_ row: Int) -> PlannedRow {
        PlannedRow(row: row, line: row + 1, label: "", unit: row, source: [], disposition: .skipped("where: Stage"))
    }

    /// A whole plan on disk, locked for working.
    static func file(
        _ rows: [PlannedRow], of frame: PlanFrame = frame, in folder: TemporaryFolder, name: String = "run"
    ) throws -> RunFile {
        let file = try RunFile.create(at: folder.path + "/\(name).ferry", binding: binding)
        try file.append(rows)
        var summary = PlanSummary()
        summary.rows = rows.count
        try file.finishPlan(frame: frame, summary: summary, warnings: [])
        return file
    }
}

extension Plans {
    /// A matched company with a cell of every kind of value, written and left alone.
    static func everyKind(_ row: Int) -> PlannedRow {
        let option = OptionReference(id: DropdownOptionID(922), text: "Due Diligence")
        let person = PersonReference(id: PersonID(7), label: "ada@contoso.vc")
        let company = CompanyReference(id: OrganizationID(8), label: "Acme")
        let place = Location(streetAddress: "", city: "Zürich", country: "Switzerland")
        let values: [FieldData?] = [
            nil, .text("a\n\"b\" ü"), .text(""), .texts(["a", ""]), .number(-0.1), .number(.greatestFiniteMagnitude), .numbers([1, 2.5]),
            CalendarDate(year: 1969, month: 12, day: 31).map { .date($0) }, .option(option), .options([option]), .person(person),
            .persons([person, person]), .company(company), .companies([company]), .location(place), .locations([place, Location()]),
            .shown("∑"),
        ]
        var cells = values.enumerated().map { index, value in
            PlannedCell(
                field: index, action: value == nil ? .clear : .set, before: values[values.count - 1 - index], after: value,
                policy: .skippedCell)
        }
        cells += values.map { PlannedCell(field: 300, action: .unchanged, before: $0, after: $0, policy: .existing(.overwrite)) }
        cells.append(
            PlannedCell(field: 301, action: .append, before: .texts(["a"]), after: .texts(["a", "b"]), policy: .existing(.overwrite)))
        cells.append(PlannedCell(field: 302, action: .kept, before: nil, after: .text("x"), policy: .blank(.keep)))
        var planned = matched(row, organization: 1 << 50, entry: (1 << 53) - 1, cells: cells)
        planned.records[0].evidence = "from \"https://www.Acme.com\""
        planned.records[0].rename = "Acme"
        planned.records[0].key = "acme.com"
        planned.source = [0, 0xFF, 0x22]
        return planned
    }
}
