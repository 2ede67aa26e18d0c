import Affinity
import Application
import ArgumentParser
import Diagnostics

struct ViewsCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "views", abstract: "The saved views of a list.",
        discussion: """
            EXAMPLES
              ferry views Dealflow
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var table: TableOptions

    @Argument(help: "The list's name or id.", completion: .list)
    var list: String

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let views = try await Session.with(terminal) { session in
            let list = try await session.list(named: list)
            let views = try await session.client.all(AffinityAPI.savedViews(list.id))
            session.remember { $0.set(views, of: list.id) }
            return views
        }
        let rows = views.map { Row(id: $0.id.rawValue, name: $0.name, type: $0.kind) }
        let cells = rows.map { [String($0.id), $0.name, $0.type] }
        let file = TextTable(header: ["id", "name", "type"], rows: cells)
        try terminal.print(
            table.csv ? file : file.withFirstColumnLast, json: rows, csv: table.csv, empty: "\(list) has no saved view.")
        return .done
    }

    struct Row: Encodable, Sendable {
        var id: Int64
        var name: String
        var type: String
    }
}
