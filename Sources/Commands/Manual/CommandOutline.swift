import ArgumentParser
import Foundation

/// A command as the argument parser tells of it (`--experimental-dump-help`), for pages that must not say anything else.
struct CommandOutline: Decodable, Sendable {
    struct Argument: Decodable, Sendable {
        struct Name: Decodable, Sendable {
            var kind: String
            var name: String

            var text: String { kind == "long" ? "--" + name : "-" + name }
        }

        var kind: String
        var shouldDisplay: Bool
        var isOptional: Bool
        var isRepeating: Bool
        var names: [Name]?
        var valueName: String?
        var defaultValue: String?
        var allValues: [String]?
        var abstract: String?

        var isPositional: Bool { kind == "positional" }
        /// `--output, -o <file>`.
        var spelling: [String] { (names ?? []).map(\.text) }
        var value: String? { kind == "flag" ? nil : valueName }

        /// As it stands in a line of usage: `<pipeline>`, `[<run>]`, `<list> ...`.
        var usage: String {
            let word = "<\(valueName ?? "")>" + (isRepeating ? " ..." : "")
            return isOptional ? "[\(word)]" : word
        }

        var words: String {
            let preset = defaultValue.map { kind == "flag" || $0.isEmpty ? "" : " (default: \($0))" } ?? ""
            return (abstract ?? "") + preset
        }
    }

    var commandName: String
    var shouldDisplay: Bool
    var abstract: String?
    var discussion: String?
    var subcommands: [CommandOutline]?
    var arguments: [Argument]?

    /// The commands that a person may type, in the order of the help.
    var commands: [CommandOutline] { (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" } }
    var positionals: [Argument] { shown.filter(\.isPositional) }
    var options: [Argument] { shown.filter { !$0.isPositional } }
    private var shown: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }

    static func ofFerry() throws -> CommandOutline {
        struct Dump: Decodable { var command: CommandOutline }
        do {
            _ = try FerryCommand.parseAsRoot(["--experimental-dump-help"])
        } catch {
            return try JSONDecoder().decode(Dump.self, from: Data(FerryCommand.fullMessage(for: error).utf8)).command
        }
        throw CocoaError(.coderReadCorrupt)
    }

    /// Options that every command has: they are listed once.
    var common: Set<String> {
        let each = commands.map { Set($0.options.flatMap(\.spelling)) }
        return each.dropFirst().reduce(each.first ?? []) { $0.intersection($1) }
    }

    /// A part of the text below the abstract.
    enum Part: Hashable {
        case heading(String)
        case paragraph(String)
        /// Lines as they are to be typed.
        case lines([String])
    }

    var parts: [Part] {
        var parts: [Part] = []
        for line in (discussion ?? "").split(separator: "\n", omittingEmptySubsequences: true).map(String.init) {
            if line.hasPrefix("  ") {
                if case .lines(let lines)? = parts.last {
                    parts[parts.count - 1] = .lines(lines + [String(line.dropFirst(2))])
                } else {
                    parts.append(.lines([String(line.dropFirst(2))]))
                }
            } else {
                parts.append(line.allSatisfy { $0.isUppercase || $0 == " " } ? .heading(line) : .paragraph(line))
            }
        }
        return parts
    }
}
