import Foundation
import Runs

/// Where run files are: `--runs-dir`, else `.ferry/runs` beside the pipeline for a new one and in the current folder for one
/// that is looked for.
struct RunFolder {
    private let terminal: Terminal

    init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    /// The folder for a new run.
    func prepare(forPipelineAt path: String) -> String {
        stated ?? Paths.folder(of: path) + "/.ferry/runs"
    }

    /// Where `status` and `resume` look. A pipeline's own folder counts too when it is a child of this one, so that a run
    /// planned as `ferry plan pipelines/x.yaml` is found from where it was started.
    func searched() -> [String] {
        if let stated { return [stated] }
        let current = terminal.context.currentDirectory
        var folders = [current + "/.ferry/runs"]
        let children = (try? FileManager.default.contentsOfDirectory(atPath: current)) ?? []
        folders += children.sorted().map { "\(current)/\($0)/.ferry/runs" }.filter { FileManager.default.fileExists(atPath: $0) }
        return folders
    }

    /// The path of the run that a user means by a path, a name, or an unambiguous beginning of one.
    func resolve(_ written: String) throws -> String {
        let path = Paths.absolute(written, from: terminal.context.currentDirectory)
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue { return path }
        return try RunFile.resolve(written, in: searched())
    }

    /// All runs there are, the newest first.
    func list() throws -> RunListing {
        var listing = RunListing(runs: [], unreadable: [])
        for folder in searched() {
            let found = try RunFile.list(in: folder)
            listing.runs += found.runs
            listing.unreadable += found.unreadable
        }
        listing.runs.sort { $0.binding.createdAt > $1.binding.createdAt }
        return listing
    }

    private var stated: String? {
        terminal.options.runsDirectory.map { Paths.absolute($0, from: terminal.context.currentDirectory) }
    }
}
