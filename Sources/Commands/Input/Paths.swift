import Foundation

/// Paths as a user writes them, seen from the current folder or from a file's folder.
enum Paths {
    /// An absolute path without `.` and `..`.
    static func absolute(_ path: String, from folder: String) -> String {
        let joined = path.hasPrefix("/") ? path : folder + "/" + path
        var parts: [Substring] = []
        for part in joined.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    static func folder(of path: String) -> String {
        let parts = path.split(separator: "/").dropLast()
        return "/" + parts.joined(separator: "/")
    }

    static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The path as seen from `folder`, where that is shorter to read; else as it is.
    static func shown(_ path: String, from folder: String) -> String {
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
