import Application
import ArgumentParser
import Diagnostics
import Files
import PipelineSpec
import Planning
import Runs
import Snapshot
import Tables
import Text

struct SchemaCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "The JSON Schema of pipeline files, for editors; with --account the names of the account in it.",
        discussion: """
            With --account an editor offers the account's lists, views, fields, options and people. The same file is what \
            `ferry validate --account-file` checks pipelines with, without a key, and what --diff compares the account with. It holds names \
            of the account and no key; -o writes it for its owner only.

            Exit status of --diff: 0 nothing has changed, 2 something has.

            EXAMPLES
              ferry schema -o ferry-pipeline.schema.json
              ferry schema --account -o contoso.schema.json
              ferry schema --diff contoso.schema.json
              ferry schema --profiles                         the schema of ferry.yaml and ~/.config/ferry/config.yaml
            """)

    @OptionGroup var global: GlobalOptions

    @Flag(name: .long, help: "With the names of the account in it.")
    var account = false

    @Option(name: .long, help: ArgumentHelp("What has changed in the account since this file was written.", valueName: "file"))
    var diff: String?

    @Flag(name: .long, help: "The schema of files of profiles.")
    var profiles = false

    @Option(name: .shortAndLong, help: ArgumentHelp("Write it to this file.", valueName: "file"))
    var output: String?

    init() {}

    var usesProfile: Bool { account || diff != nil }

    func validate() throws {
        if profiles, account || diff != nil { throw ValidationError("--profiles is another schema than that of pipelines") }
        if diff != nil, account || output != nil { throw ValidationError("--diff compares with a file, and writes none") }
    }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        if let diff { return try await compare(diff, terminal) }
        if profiles { return try write(PipelineSchema.profiles, terminal) }
        guard account else { return try write(PipelineSchema.json, terminal) }
        let file = try await Self.read(terminal)
        return try write(PipelineSchema.json(for: file.names, keeping: try JSONText.encode(file)), terminal)
    }

    private static func read(_ terminal: Terminal) async throws -> AccountFile {
        let now = Timestamp.iso(milliseconds: Int64(terminal.context.now() * 1000), isToTheMillisecond: false)
        return try await Session.with(terminal) { try await CatalogReader($0.client).readAccount(at: now) }
    }

    private func write(_ text: String, _ terminal: Terminal) throws -> ExitStatus {
        guard let output, output != "-" else {
            // It ends with a line break already.
            terminal.context.output.write(
                text.split(separator: "\n", omittingEmptySubsequences: false).map { JSONText.escaped(String($0)) }.joined(separator: "\n"))
            return .done
        }
        let path = Paths.absolute(output, from: terminal.context.currentDirectory)
        let isOurs = { (bytes: [UInt8]) in String(decoding: bytes.prefix(400), as: UTF8.self).contains("\"title\": \"Ferry ") }
        if Replacement.wouldLose(path, unless: isOurs) {
            throw Failure(
                .usage, code: CommandCode.U113, "\(output) is there already, and is not a schema of ferry's",
                hint: "name another file, or move it away")
        }
        let file = try Replacement.begin(path, terminal)
        try file.write(Array(text.utf8))
        try file.commit()
        terminal.note(
            "Wrote \(output). An editor uses it for a pipeline that begins with  # yaml-language-server: $schema=\(output)")
        return .done
    }

    /// - Returns: whether there is a difference, as the exit status.
    private func compare(_ written: String, _ terminal: Terminal) async throws -> ExitStatus {
        let old = try AccountFile.load(written, terminal)
        let new = try await Self.read(terminal)
        guard old.account == new.account else {
            throw Failure(
                .refused, code: ApplicationCode.R513,
                "\(written) is of the account \"\(old.account)\", and the key belongs to \"\(new.account)\"",
                hint: "use a key of \(old.account)")
        }
        let changes = AccountDiff(from: old, to: new).changes
        if terminal.options.json {
            struct Document: Encodable {
                var account: String
                var since: String
                var changes: [AccountDiff.Change]
            }
            try terminal.print(json: Document(account: new.account, since: old.readAt, changes: changes))
            return changes.isEmpty ? .done : .somethingToApply
        }
        guard !changes.isEmpty else {
            terminal.print("\(new.account): nothing has changed since \(old.readAt).")
            return .done
        }
        for change in changes { terminal.print(line(change, terminal.style)) }
        terminal.note(
            "\(Numbers.count(changes.count, "change")) since \(old.readAt). To keep them:  ferry schema --account -o \(ShellWord.quoted(written))"
        )
        return .somethingToApply
    }

    private func line(_ change: AccountDiff.Change, _ style: Style) -> String {
        switch change.kind {
        case .added: style.green("+ \(change.what)")
        case .removed: style.red("- \(change.what)")
        case .changed: style.yellow("~ \(change.what): \(change.detail ?? "")")
        }
    }
}

extension AccountFile {
    /// - Throws: `Failure` U147 for a file that holds no account.
    static func load(_ written: String, _ terminal: Terminal) throws -> AccountFile {
        let path = Paths.absolute(written, from: terminal.context.currentDirectory)
        let bytes: [UInt8]
        do {
            bytes = try InputFile.readAll(path, limit: 256 << 20).bytes
        } catch {
            throw Failure(.badInput, code: CommandCode.U147, "cannot read \(written): \(error.reason)", hint: error.hint)
        }
        guard let file = AccountFile(schema: bytes) else {
            throw Failure(
                .badInput, code: CommandCode.U147, "\(written) does not hold the names of an account",
                hint: "make it with: ferry schema --account -o \(ShellWord.quoted(written))")
        }
        return file
    }
}
