import Application
import ArgumentParser
import Diagnostics
import Text

struct CacheCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Show what plans keep of Affinity for the next five minutes, and remove it.",
        discussion: """
            Plans keep the pages that they have read in files for you alone, so that the next plan need not ask for them again. No key is in them. \
            A page counts for five minutes at most; `ferry plan --no-cache` reads anew and keeps nothing.

            EXAMPLES
              ferry cache               how much is kept, and how old it is
              ferry cache clear
            """)

    enum Action: String, ExpressibleByArgument, CaseIterable, Sendable { case clear }

    @OptionGroup var global: GlobalOptions

    @Argument(help: "clear removes all of it.")
    var action: Action?

    init() {}

    var usesProfile: Bool { false }
    var isStoppable: Bool { false }

    private struct Document: Encodable {
        var folder: String
        var files: Int
        var bytes: Int
        /// Seconds since the newest was written, and the oldest; nil where there is none.
        var newest: Double?
        var oldest: Double?
        var cleared: Bool
    }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        guard let folder = CacheFolder.path(terminal.context.environment) else {
            terminal.print("Nothing is kept: neither XDG_CACHE_HOME nor HOME says where.")
            return .done
        }
        let isClearing = action == .clear
        let files = isClearing ? ReadCache.clear(folder) : ReadCache.files(in: folder)
        let bytes = files.reduce(0) { $0 + $1.bytes }
        let ages = files.map { max(0, terminal.context.now() - $0.at) }
        if terminal.options.json {
            let document = Document(
                folder: folder, files: files.count, bytes: bytes, newest: ages.min(), oldest: ages.max(), cleared: isClearing)
            try terminal.print(json: document)
            return .done
        }
        guard let newest = ages.min(), let oldest = ages.max() else {
            terminal.print("Nothing is kept in \(terminal.shown(folder)).")
            return .done
        }
        let kept = "\(Numbers.count(files.count, "file")), \(Bytes.text(bytes))"
        if isClearing {
            terminal.print("Removed from \(terminal.shown(folder)): \(kept).")
        } else {
            let age =
                files.count == 1
                ? Numbers.duration(seconds: newest) : "\(Numbers.duration(seconds: newest)) to \(Numbers.duration(seconds: oldest))"
            terminal.print("In \(terminal.shown(folder)): \(kept), \(age) old.")
        }
        return .done
    }
}
