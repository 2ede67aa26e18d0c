import ArgumentParser
import Diagnostics
import PipelineSpec

struct SchemaCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "The JSON Schema of pipeline files, for editors.",
        discussion: """
            EXAMPLES
              ferry schema > ferry-pipeline.schema.json
            """)

    @OptionGroup var global: GlobalOptions

    @Flag(name: .long, help: ArgumentHelp("With the names of the account in it: not built yet.", visibility: .hidden))
    var account = false

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        if account {
            throw Failure(
                .usage, code: CommandCode.U109, "this version of ferry does not put an account's own names into the schema yet",
                hint: "leave --account out; `ferry validate --online` checks names")
        }
        // It is JSON and ends with a line break already.
        terminal.context.output.write(PipelineSchema.json)
        return .done
    }
}
