import Application
import ArgumentParser
import Foundation
import Runs
import Tables
import Text

/// What a shell asks for: the words of a command line, one of which is to be completed. Answered from this machine alone, without the key.
struct CompletionRequest: Sendable {
    private let words: [String]
    private let prefix: String
    private let terminal: Terminal

    /// - Parameters:
    ///   - words: of the command line, as they were typed.
    ///   - prefix: what is typed of the word that is asked for.
    init(
        words: [String], prefix: String, environment: [String: String] = ProcessInfo.processInfo.environment,
        currentDirectory: String = FileManager.default.currentDirectoryPath
    ) {
        self.words = words.map(ShellWord.unquoted)
        self.prefix = ShellWord.unquoted(prefix)
        let silent = Output(isTerminal: false) { _ in true }
        let context = CommandContext(
            output: silent, errors: silent, environment: environment, currentDirectory: currentDirectory,
            now: { Date().timeIntervalSince1970 }, uptime: { Uptime(boot: nil, ticks: 0) }, clock: ContinuousClock(), random: { 0 },
            stop: StopSignal(), readLine: { nil },
            inputIsTerminal: false)
        let typed = LeadingOptions.valued(in: self.words)
        let options = (try? GlobalOptions.parse(typed)) ?? GlobalOptions.parseOrExit([])
        let plain = Terminal(context: context, options: options)
        terminal = (try? plain.withProfiles(pipeline: nil)) ?? plain
    }

    /// Pipelines by their names, which mean their newest run, and runs, the newest first.
    var runs: [String] {
        let names = RunFolder(terminal).names()
        return RunName.pipelines(of: names) + names
    }

    /// In the folder that is typed and the folders in it.
    var pipelines: [String] {
        let typed = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
        func entries(_ folder: String) -> [String] {
            let path = Paths.absolute(folder.isEmpty ? "." : folder, from: terminal.context.currentDirectory)
            return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
        }
        let here = entries(typed)
        let below = here.filter { !$0.contains(".") }.flatMap { folder in entries(typed + folder).map { "\(folder)/\($0)" } }
        return (here + below).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.map { typed + $0 }
    }

    var lists: [String] { names.lists.map(\.name) }

    /// What can be exported.
    var sources: [String] { words.contains("--directory") ? ["organizations", "persons", "opportunities"] : lists }

    /// Of the lists that are named on the line; of all where none is.
    var views: [String] { unique(listsNamed.flatMap { $0.views ?? [] }) }

    /// What is typed before the last comma, with each field behind it.
    var columns: [String] {
        let done = prefix.lastIndex(of: ",").map { String(prefix[...$0]) } ?? ""
        let sign = prefix.dropFirst(done.count).hasPrefix("-") ? "-" : ""
        return unique(listsNamed.flatMap { $0.fields ?? [] }).filter { !$0.contains(",") }.map { done + sign + $0 }
    }

    private var names: CompletionNames { NamesFile(terminal)?.read() ?? CompletionNames() }

    private var listsNamed: [CompletionNames.List] {
        let all = names.lists
        let named = all.filter { list in words.contains { $0.lowercased() == list.name.lowercased() || $0 == String(list.id) } }
        return named.isEmpty ? all : named
    }

    private func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
