import Affinity
import Application
import ArgumentParser
import Diagnostics
import PipelineSpec
import Planning

struct FieldsCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "fields", abstract: "The fields of a list and of its records, with their types and options.",
        discussion: """
            The table shows the first options of a dropdown; --json and --csv give all.

            EXAMPLES
              ferry fields Dealflow
              ferry fields Dealflow --csv > fields.csv
              ferry fields Dealflow --json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var table: TableOptions

    @Argument(help: "The list's name or id.", completion: .list)
    var list: String

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let rows = try await Session.with(terminal) { try await read($0) }
        try terminal.print(table.csv ? Self.file(rows) : Self.screen(rows), json: rows, csv: table.csv, empty: "\(list) has no field.")
        return .done
    }

    /// With all options, the id first.
    private static func file(_ rows: [Row]) -> TextTable {
        let cells = rows.map { row in
            [
                row.id, row.name, row.type, row.of, row.writable ? "yes" : "no", row.required ? "yes" : "",
                text(row.options, shown: .max),
            ]
        }
        return TextTable(header: ["id", "name", "type", "of", "writable", "required", "options"], rows: cells)
    }

    /// The name first, what can be set before what cannot, and the first few options, for which a screen has room.
    private static func screen(_ rows: [Row]) -> TextTable {
        let sorted = rows.filter(\.writable) + rows.filter { !$0.writable }
        let cells = sorted.map { row in
            [
                row.name, row.of, row.type, row.writable ? (row.required ? "required" : "yes") : "no",
                text(row.options, shown: optionsShown), row.id,
            ]
        }
        return TextTable(header: ["name", "of", "type", "settable", "options", "id"], rows: cells)
    }

    private static let optionsShown = 5

    private static func text(_ options: [String], shown: Int) -> String {
        let text = options.prefix(shown).joined(separator: "; ")
        return options.count > shown ? "\(text) and \(options.count - shown) more" : text
    }

    private func read(_ session: Session) async throws -> [Row] {
        let list = try await session.list(named: list)
        var rows: [Row] = []
        let fields = try await session.client.all(AffinityAPI.listFields(list.id))
        session.remember { $0.set(fields, of: list.id) }
        for field in fields {
            rows.append(Row(field, on: list, options: try await options(of: field, list, session)))
        }
        return rows
    }

    private func options(of field: Field, _ list: AffinityList, _ session: Session) async throws -> [DropdownOption] {
        guard field.valueType.isDropdown else { return [] }
        if field.origin == .list { return try await session.client.all(AffinityAPI.dropdownOptions(list: list.id, field: field.id)) }
        // Options of a person's or an opportunity's own fields are not shown: they are read through another route.
        guard list.kind == .company else { return [] }
        return try await session.client.all(AffinityAPI.organizationDropdownOptions(field: field.id))
    }

    struct Row: Encodable, Sendable {
        var id: String
        var name: String
        var type: String
        /// Where the cells are: `list`, `organization`, `person`; or who fills them in.
        var of: String
        /// Whether a pipeline can set it.
        var writable: Bool
        var required: Bool
        var options: [String]

        init(_ field: Field, on list: AffinityList, options: [DropdownOption]) {
            let kind = list.kind
            id = field.id.rawValue
            name = field.name
            type = field.valueType.rawValue
            required = field.isRequired
            of =
                switch field.origin {
                case .list: "list"
                case .global: kind == .person ? "person" : "organization"
                case .enriched: "enriched"
                case .relationshipIntelligence: "computed"
                case .other(let name): name
                }
            writable = ReadOnlyFields.reason(of: field, on: field.origin == .list ? list.id : nil, kind: RecordKind(kind)) == nil
            // Affinity does not give ranked options in the order of their ranks (AffinityAPI.md#dropdown-options).
            self.options = options.sorted { ($0.rank ?? 0) < ($1.rank ?? 0) }.map(\.text)
        }
    }
}
