import Diagnostics
import Foundation
import PipelineSpec
import Tables
import Text

/// The files that hold profiles, where they are looked for, and whether they are to be trusted.
struct ProfileFiles {
    let environment: [String: String]
    /// Folders from which `ferry.yaml` is looked for upwards, the first that has one wins: that of the pipeline, and the current one.
    let starts: [String]
    let currentDirectory: String

    /// `ferry.yaml` in one of the folders, or the nearest above it; nil where there is none.
    var project: String? {
        for start in starts {
            var folder = start
            while true {
                let path = (folder == "/" ? "" : folder) + "/ferry.yaml"
                if FileManager.default.fileExists(atPath: path) { return path }
                if folder == "/" { break }
                folder = Paths.folder(of: folder)
            }
        }
        return nil
    }

    /// `$XDG_CONFIG_HOME/ferry/config.yaml`, else `~/.config/ferry/config.yaml`; nil where there is none.
    var own: String? {
        guard let folder = Self.ownFolder(environment) else { return nil }
        let path = folder + "/config.yaml"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    static func ownFolder(_ environment: [String: String]) -> String? {
        if let config = environment["XDG_CONFIG_HOME"], config.hasPrefix("/") { return Paths.absolute("ferry", from: config) }
        if let home = environment["HOME"], home.hasPrefix("/") { return Paths.absolute(".config/ferry", from: home) }
        return nil
    }

    /// - Throws: `Diagnostics` with all that is wrong with the file, or with who may write to it.
    func read(_ path: String, _ kind: ProfileFile.Kind) throws -> ProfileFile {
        let name = shown(path)
        let bytes: [UInt8]
        do {
            try InputFile.refuseNoFile(path, hint: "save it as a file")
            bytes = try InputFile.readAll(path, limit: 1 << 20).bytes
        } catch {
            throw Diagnostics(
                Diagnostic(
                    .error, code: PipelineCode.P170, "cannot read the profiles: \(error.reason)",
                    at: Diagnostic.Location(file: SourceFile(name: name)), hint: error.hint))
        }
        try refuseOthers(path, name)
        return try ProfileFile.read(bytes, name: name, kind)
    }

    /// It names commands and addresses: whoever writes to it could have a key sent anywhere.
    private func refuseOthers(_ path: String, _ name: String) throws {
        // Of the file itself, where a link leads to it.
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let attributes = try? FileManager.default.attributesOfItem(atPath: target)
        let owner = (attributes?[.ownerAccountID] as? NSNumber)?.uint32Value
        let mode = ((attributes?[.posixPermissions] as? NSNumber)?.uint32Value ?? 0o777) & 0o777
        let place = Diagnostic.Location(file: SourceFile(name: name))
        guard owner == getuid() || owner == 0 else {
            throw Diagnostics(
                Diagnostic(
                    .error, code: PipelineCode.P178,
                    "this file of profiles belongs to somebody else, who could have your key sent anywhere",
                    at: place, hint: "keep profiles in a file of your own: ~/.config/ferry/config.yaml"))
        }
        guard mode & 0o022 == 0 else {
            throw Diagnostics(
                Diagnostic(
                    .error, code: PipelineCode.P178,
                    "others may write to this file of profiles (mode \(octal(mode))), and have your key sent anywhere",
                    at: place, hint: "keep it to yourself: chmod go-w \(ShellWord.quoted(name))"))
        }
    }

    private func shown(_ path: String) -> String { Paths.shown(path, from: currentDirectory) }
}
