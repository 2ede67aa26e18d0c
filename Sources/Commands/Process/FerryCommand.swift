import ArgumentParser

/// `ferry` itself: what it is, and its commands.
struct FerryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ferry",
        abstract: "Spreadsheets of companies into Affinity and views out of it: planned first, applied once, resumable.",
        discussion: """
            A pipeline file (YAML) says what a spreadsheet means. `ferry plan` shows every change before it happens; \
            `ferry apply` makes them.

            EXAMPLES
              ferry init companies.csv --list Dealflow          draft a pipeline from a spreadsheet
              ferry simulate                                    a local Affinity to try things against
              ferry plan pipelines/import-companies.yaml        what would change
              ferry apply pipelines/import-companies.yaml       plan, show, ask, apply
              ferry export Dealflow -o deals.csv                a list as CSV
              ferry resume                                      finish an interrupted run
              ferry rejects RUN -o rejects.csv                  the rows that did not go through

            The API key comes from --api-key-file, a profile (--profile), AFFINITY_API_KEY, AFFINITY_API_KEY_FILE or AFFINITY_API_KEY_COMMAND.
            """,
        version: FerryVersion.text,
        subcommands: [
            InitCommand.self, ValidateCommand.self, PlanCommand.self, MatchCommand.self, ApproveCommand.self,
            ApplyCommand.self, ResumeCommand.self, RunCommand.self,
            ExportCommand.self,
            StatusCommand.self,
            ShowCommand.self,
            RejectsCommand.self, UndoCommand.self, CleanCommand.self, CacheCommand.self, DoctorCommand.self, WhoAmICommand.self,
            ListsCommand.self,
            ViewsCommand.self, FieldsCommand.self,
            SchemaCommand.self, CompletionsCommand.self, ManualCommand.self,
            SimulateCommand.self,
        ])

    init() {}
}

enum FerryVersion {
    static let text = "0.1.0"
}
