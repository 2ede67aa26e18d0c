import Affinity
import ArgumentParser

struct FieldsCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "fields", abstract: "The fields of a list and of organizations, with their types and options.",
        discussion: """
            EXAMPLES
              ferry fields Dealflow
              ferry fields Dealflow --json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var table: TableOptions

    @Argument(help: "The list's name or id.")
    var list: String

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let rows = try await Session.with(terminal) { try await read($0) }
        let cells = rows.map { [$0.id, $0.name, $0.type, $0.of, $0.required ? "required" : "", $0.options.joined(separator: "; ")] }
        try terminal.print(
            TextTable(header: ["id", "name", "type", "of", "", "options"], rows: cells), json: rows, csv: table.csv,
            empty: "\(list) has no field.")
        return .done
    }

    private func read(_ session: Session) async throws -> [Row] {
        let list = try await session.list(named: list)
        var rows: [Row] = []
        for field in try await session.client.all(AffinityAPI.listFields(list.id)) {
            rows.append(Row(field, options: try await options(of: field, list, session)))
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
        /// `list`, `organization`, or who fills it in.
        var of: String
        var required: Bool
        var options: [String]

        init(_ field: Field, options: [DropdownOption]) {
            id = field.id.rawValue
            name = field.name
            type = field.valueType.rawValue
            required = field.isRequired
            of =
                switch field.origin {
                case .list: "list"
                case .global: "organization"
                case .enriched: "enriched"
                case .relationshipIntelligence: "computed"
                case .other(let name): name
                }
            // Affinity does not give ranked options in the order of their ranks (v2 sheet §3.5).
            self.options = options.sorted { ($0.rank ?? 0) < ($1.rank ?? 0) }.map(\.text)
        }
    }
}
