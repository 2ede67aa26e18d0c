package import Diagnostics
import Foundation
import Planning

/// The files that a source names: one, all CSV files of a folder, or all that fit a pattern.
package struct SourceFiles: Equatable {
    /// Absolute, in the order of their names.
    package var paths: [String]
    /// What finds the same files again, from the root folder: the folder or the pattern; nil for a file named by itself.
    package var pattern: String?

    /// - Parameters:
    ///   - written: a path, or a pattern with `*`, `?` or `[…]`; a file of exactly that name comes first.
    ///   - folder: what a relative path starts from.
    ///   - shown: the source as the user knows it, for messages.
    /// - Throws: `Diagnostics` when a folder or a pattern finds nothing. Whether a single file is there is seen when it is opened.
    package static func find(_ written: String, from folder: String, shown: String) throws(Diagnostics) -> SourceFiles {
        let path = Paths.absolute(written, from: folder)
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else { return SourceFiles(paths: [path]) }
            let paths = try spreadsheets(in: path, shown: shown)
            guard !paths.isEmpty else { throw Diagnostics(.noFileInFolder(shown)) }
            return SourceFiles(paths: paths, pattern: path)
        }
        guard written.contains(where: { "*?[".contains($0) }) else { return SourceFiles(paths: [path]) }
        // Only what the user wrote is a pattern: the folder before it may have such characters in its name.
        let pattern = written.hasPrefix("/") ? written : escaped(folder) + "/" + written
        let paths = matches(of: pattern)
        guard !paths.isEmpty else { throw Diagnostics(.noFileFits(shown)) }
        return SourceFiles(paths: paths, pattern: pattern)
    }

    /// The files whose name ends like that of a CSV file; hidden ones, as spreadsheet programs leave them beside an open file, do not count.
    private static func spreadsheets(in folder: String, shown: String) throws(Diagnostics) -> [String] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw Diagnostics(
                .unreadableSpreadsheet(SourceFile(name: shown), reason: "the folder may not be read", hint: "check its permissions"))
        }
        return names.filter { name in
            !name.hasPrefix(".") && [".csv", ".tsv"].contains { name.lowercased().hasSuffix($0) } && isFile("\(folder)/\(name)")
        }.sorted().map { Paths.absolute($0, from: folder) }
    }

    private static func matches(of pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }.filter(isFile).sorted()
            .map { Paths.absolute($0, from: "/") }
    }

    private static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    private static func escaped(_ path: String) -> String {
        String(path.flatMap { "*?[]\\".contains($0) ? ["\\", $0] : [$0] })
    }
}

/// Paths as a user writes them, seen from the current folder or from a file's folder.
package enum Paths {
    /// An absolute path without `.` and `..`.
    package static func absolute(_ path: String, from folder: String) -> String {
        let joined = path.hasPrefix("/") ? path : folder + "/" + path
        var parts: [Substring] = []
        for part in joined.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    package static func folder(of path: String) -> String {
        let parts = path.split(separator: "/").dropLast()
        return "/" + parts.joined(separator: "/")
    }

    package static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The path as seen from `folder`, where that is shorter to read; else as it is.
    package static func shown(_ path: String, from folder: String) -> String {
        let base = folder == "/" ? "/" : folder + "/"
        if path.hasPrefix(base) { return String(path.dropFirst(base.count)) }
        let mine = folder.split(separator: "/")
        let theirs = path.split(separator: "/")
        let common = zip(mine, theirs).prefix { $0 == $1 }.count
        let up = mine.count - common
        guard common > 0, up <= 2 else { return path }
        return (Array(repeating: "..", count: up) + theirs.dropFirst(common).map(String.init)).joined(separator: "/")
    }
}
