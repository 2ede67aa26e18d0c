import Diagnostics
import Tables

/// The spreadsheet that a draft is for, as a pipeline can name it: one file, a folder, or a pattern that finds just the files given.
struct DraftSource: Sendable {
    /// Absolute: a file, a folder or a pattern.
    var path: String
    /// The first file.
    var first: String
    /// Without its ending, to call the pipeline by.
    var name: String

    /// - Throws: `Failure` when no one pattern finds just these files; `Diagnostics` when a folder or a pattern finds nothing.
    static func find(_ written: [String], _ terminal: Terminal) throws -> DraftSource {
        let folder = terminal.context.currentDirectory
        if written.count == 1 {
            let found = try SourceFiles.find(written[0], from: folder, shown: written[0])
            return DraftSource(
                path: found.pattern ?? found.paths[0], first: found.paths[0], name: baseName(Paths.absolute(written[0], from: folder)))
        }
        let paths = Array(Set(written.map { Paths.absolute($0, from: folder) })).sorted()
        guard paths.count > 1 else { return DraftSource(path: paths[0], first: paths[0], name: baseName(paths[0])) }
        if let book = paths.first(where: { $0.lowercased().hasSuffix(".xlsx") || $0.lowercased().hasSuffix(".xlsm") }) {
            throw Failure(
                .usage, code: "U144", "\(Paths.shown(book, from: folder)) is a workbook, and a pipeline takes one of those at a time",
                hint: "draft each by itself")
        }
        guard let pattern = pattern(of: paths) else {
            throw Failure(
                .usage, code: "U144", "no one pattern finds just these \(paths.count) files, and that is how a pipeline names several",
                hint: "put them into a folder of their own, and name the folder")
        }
        return DraftSource(path: pattern, first: paths[0], name: baseName(paths[0]))
    }

    /// What finds just these files: their folder, or what their names have in common with a `*` between.
    private static func pattern(of paths: [String]) -> String? {
        let folder = Paths.folder(of: paths[0])
        guard paths.allSatisfy({ Paths.folder(of: $0) == folder }) else { return nil }
        let names = paths.map(Paths.name)
        let start = names.dropFirst().reduce(names[0]) { $0.commonPrefix(with: $1) }
        let end = String(names.dropFirst().reduce(String(names[0].reversed())) { $0.commonPrefix(with: String($1.reversed())) }.reversed())
        let shortest = names.map(\.count).min() ?? 0
        let tail = end.suffix(max(0, shortest - start.count))
        let ending = tail.lastIndex(of: ".").map { tail[$0...] } ?? tail
        let candidates = [folder, "\(folder)/\(start)*\(ending)", "\(folder)/\(start)*\(tail)"].filter {
            !$0.dropFirst(folder.count).contains(where: { "?[".contains($0) })
        }
        return candidates.first { candidate in
            (try? SourceFiles.find(candidate, from: "/", shown: candidate))?.paths == paths
        }
    }

    private static func baseName(_ path: String) -> String {
        let name = Paths.name(of: path)
        return name.split(separator: ".").first.map(String.init) ?? name
    }
}

extension String {
    fileprivate func commonPrefix(with other: String) -> String { String(zip(self, other).prefix { $0 == $1 }.map(\.0)) }
}
