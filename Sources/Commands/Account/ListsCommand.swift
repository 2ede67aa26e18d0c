import Affinity
import Application
import ArgumentParser
import Diagnostics

struct ListsCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "lists", abstract: "The lists that the key can see.",
        discussion: """
            EXAMPLES
              ferry lists
              ferry lists --csv > lists.csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var table: TableOptions

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let lists = try await Session.with(terminal) { session in
            let lists = try await session.client.all(AffinityAPI.lists())
            session.remember { $0.take(CompletionNames(lists)) }
            return lists
        }
        let rows = lists.map { Row(id: $0.id.rawValue, name: $0.name, type: $0.kind.rawValue, isPublic: $0.isPublic) }
        let cells = rows.map { [String($0.id), $0.name, $0.type, $0.isPublic ? "public" : "private"] }
        let file = TextTable(header: ["id", "name", "type", "access"], rows: cells)
        try terminal.print(
            table.csv ? file : file.withFirstColumnLast, json: rows, csv: table.csv,
            empty: "This key can see no list.")
        return .done
    }

    struct Row: Encodable, Sendable {
        var id: Int64
        var name: String
        var type: String
        var isPublic: Bool
    }
}
