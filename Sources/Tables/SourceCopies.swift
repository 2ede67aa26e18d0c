import Diagnostics
import Files
import Foundation
import PipelineSpec
import Text

/// What a source gave that is no file. It is read more than once, and may be something else the next time, so it is kept in a private file.
struct SourceCopy: Sendable {
    /// As messages call it.
    let name: String
    /// In the place of the path of a file: `-` for standard input.
    let input: String
    let file: SpooledFile

    var path: String { file.path }

    /// - Throws: `Diagnostics` C337 when what came is surely no table: nothing, or the page that asks for a password.
    func refuseNoTable(hint: String) throws {
        let firstBytes = try InputFile(path: path).next()
        let found: String? = firstBytes.isEmpty ? "nothing" : BinaryKind(signatureOf: firstBytes) == .webPage ? "a web page (HTML)" : nil
        if let found { throw Diagnostics(.noTable(found, from: SourceFile(name: name), hint: hint)) }
    }
}

extension Diagnostic {
    static func noTable(_ found: String, from file: SourceFile, hint: String) -> Diagnostic {
        Diagnostic(.error, code: TableCode.C337, "the source gave \(found), not a table", at: Location(file: file), hint: hint)
    }
}

/// Keeps the bytes of sources that are no files.
package struct SourceCopies {
    /// In megabytes.
    private let limit: Int
    private let environment: [String: String]
    private let makeCopy: (_ content: String) throws -> SpooledFile
    private let isStopped: () -> Bool

    /// - Parameters:
    ///   - environment: that of commands; `FERRY_STDIN_LIMIT` is the limit in megabytes; 2048 unless it says otherwise.
    ///   - makeCopy: makes the file, given what it is for.
    ///   - isStopped: whether somebody has asked to stop.
    package init(
        environment: [String: String], makeCopy: @escaping (String) throws -> SpooledFile, isStopped: @escaping () -> Bool
    ) {
        self.environment = environment
        self.makeCopy = makeCopy
        self.isStopped = isStopped
        limit = Self.limit(environment)
    }

    /// In megabytes.
    static func limit(_ environment: [String: String]) -> Int {
        environment["FERRY_STDIN_LIMIT"].flatMap { Int($0) }.flatMap { (1...1_048_576).contains($0) ? $0 : nil } ?? 2048
    }

    func standardInput() throws -> SourceCopy {
        try copy(of: "standard input", as: "-", tooLarge: "save it as a file and name that") { take in
            while case let bytes = try Self.standardInput(until: isStopped), !bytes.isEmpty { try take(bytes) }
        }
    }

    private static func standardInput(until isStopped: () -> Bool) throws -> [UInt8] {
        do {
            return try PatientRead.bytes(from: STDIN_FILENO, upTo: 256 * 1024, until: isStopped)
        } catch {
            switch error {
            case .stopped: throw CancellationError()
            case .system(let code):
                throw Failure(.failed, code: TableCode.U112, "cannot read standard input: \(String(cString: strerror(code)))")
            }
        }
    }

    /// What a command prints, once it has ended well.
    ///
    /// - Parameter folder: of the pipeline: the command works there.
    /// - Throws: `Failure` U117 when it cannot be run or fails, U150 when it prints too much; `CancellationError`.
    func output(of command: SourceCommand, in folder: String) throws -> SourceCopy {
        let name = command.name
        let words = command.words.map(\.text)
        guard let program = words.first.flatMap({ ChildProgram.find($0, from: folder, search: environment["PATH"]) }) else {
            throw Failure(
                .failed, code: TableCode.U117, "cannot run \(name): there is no such program",
                hint: "a name is looked for in PATH, a path in the folder of the pipeline; what a shell reads needs [sh, -c, …]")
        }
        var said = LastWords(hiding: command.words)
        do {
            return try copy(of: "the output of \(name)", as: name, tooLarge: "let it print less") { take in
                try ChildProgram(
                    program, Array(words.dropFirst()), in: folder, environment: environment, limit: command.timeout, readsErrors: true
                ).run(until: isStopped) { stream, bytes in
                    switch stream {
                    case .output: try take(bytes)
                    case .errors: said.add(bytes)
                    }
                }
            }
        } catch ChildProgram.Failure.stopped {
            throw CancellationError()
        } catch let error as ChildProgram.Failure {
            var hint: String?
            if case .tooSlow = error { hint = "say timeout: under source, in seconds" }
            let saying = said.text.map { ", and says: \($0)" } ?? ""
            throw Failure(.failed, code: TableCode.U117, "\(name) failed: \(error)\(saying)", hint: hint)
        } catch let error as CocoaError {
            throw Failure(.failed, code: TableCode.U117, "cannot run \(name): \(error.localizedDescription)")
        }
    }

    /// - Parameters:
    ///   - tooLarge: what to do about too much of it.
    ///   - read: hands on all bytes.
    private func copy(
        of name: String, as input: String, tooLarge: String, _ read: (_ take: ([UInt8]) throws -> Void) throws -> Void
    ) throws -> SourceCopy {
        let copy = SourceCopy(name: name, input: input, file: try makeCopy(name))
        var left = limit << 20
        try read { bytes in
            left -= bytes.count
            guard left >= 0 else {
                throw Failure(
                    .badInput, code: TableCode.U150, "\(name) is larger than \(Numbers.grouped(limit)) MB",
                    hint: "\(tooLarge), or allow more with FERRY_STDIN_LIMIT (in MB)")
            }
            try copy.file.append(bytes)
        }
        return copy
    }
}

/// The end of what a program says of itself, without the secrets that it was given.
struct LastWords {
    private let secrets: [String]
    private var bytes: [UInt8] = []

    private static let bytesKept = 8192
    private static let linesShown = 5

    init(hiding words: [GuardedText]) {
        // The longest first: one may be a part of another.
        secrets = words.filter(\.isSecret).flatMap { Self.secrets(in: $0.text) }.sorted { $0.utf8.count > $1.utf8.count }
    }

    mutating func add(_ more: [UInt8]) {
        bytes += more
        // A secret that is cut at the front would not be found: twice as much is kept as is shown.
        if bytes.count > Self.bytesKept * 2 { bytes.removeFirst(bytes.count - Self.bytesKept * 2) }
    }

    /// The last lines; nil when there are none.
    var text: String? {
        var text = String(decoding: bytes, as: UTF8.self)
        for secret in secrets { text = text.replacing(secret, with: "…") }
        let lines = String(decoding: text.utf8.suffix(Self.bytesKept), as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { CellText.trimmed(String($0)) }.filter { !$0.isEmpty }
        return lines.isEmpty ? nil : lines.suffix(Self.linesShown).joined(separator: " | ")
    }

    /// The text itself, and the password of an address or of a connection string, which programs quote without the rest.
    static func secrets(in text: String) -> [String] {
        var found = [text]
        if let match = text.firstMatch(of: /:\/\/[^\/?#]*?:(?<password>.*)@/) { found.append(String(match.password)) }
        for match in text.matches(of: /(?i)password\s*=\s*(?<password>'(?:[^'\\]|\\.)*'|[^\s&]+)/) {
            found.append(String(match.password).trimmingCharacters(in: ["'"]))
        }
        found += found.compactMap(\.removingPercentEncoding)
        // Shorter ones stand in any text.
        return Array(Set(found.filter { $0.utf8.count >= 4 }))
    }
}
