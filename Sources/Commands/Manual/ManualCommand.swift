import ArgumentParser
import Diagnostics
import Files
import Tables

/// For `script/package`: what a package says of the commands comes from the program that is in it.
struct ManualCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Write the pages for man into a folder; with --markdown print Docs/Commands.md.",
        shouldDisplay: false)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The folder; it must be there.", completion: .directory)
    var folder: String?

    @Flag(name: .long, help: "Print all commands as Markdown.")
    var markdown = false

    init() {}

    var isStoppable: Bool { false }

    var usesProfile: Bool { false }

    func validate() throws {
        if (folder == nil) != markdown { throw ValidationError("manual takes a folder or --markdown") }
    }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let outline = try CommandOutline.ofFerry()
        guard let folder else {
            terminal.context.output.write(CommandsDocument(outline: outline).text)
            return .done
        }
        for page in ManualPages(outline: outline).all {
            let path = Paths.absolute(folder, from: terminal.context.currentDirectory) + "/" + page.name
            let file = try AtomicFile(path: path)
            try file.write(Array(page.text.utf8))
            try file.commit()
        }
        return .done
    }
}
