import CSV
import Diagnostics
import Foundation
import PipelineSpec
import Planning
import Testing

@testable import Tables

/// Sources that are no files.
@Suite(.timeLimit(.minutes(1)))
struct SourceCopiesTests {
    /// What is not a number of megabytes leaves the limit as it is: none would be no limit at all.
    @Test(
        arguments: [
            (nil, 2048), ("", 2048), ("0", 2048), ("-1", 2048), ("2 GB", 2048), ("9223372036854775807", 2048), ("1", 1),
            ("1048576", 1_048_576),
        ] as [(String?, Int)])
    func theLimitIsTwoGigabytesUnlessSaidOtherwise(said: String?, megabytes: Int) {
        #expect(SourceCopies.limit(said.map { ["FERRY_STDIN_LIMIT": $0] } ?? [:]) == megabytes)
    }

    /// Opens what a command prints, with its pipeline and the copy in a folder of its own.
    private func open(
        _ words: [GuardedText], timeout: Int = 60, stopped: Bool = false, _ body: (any RecordSource) throws -> Void = { _ in }
    ) throws {
        let root = FileManager.default.temporaryDirectory.path + "/ferry-copies-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        let copies = SourceCopies(
            environment: ["PATH": "/usr/bin:/bin", "FERRY_STDIN_LIMIT": "1"],
            makeCopy: { try SpooledFile(in: root, of: $0, makeFolder: { _ in }) }, isStopped: { stopped })
        let span = SourceSpan(start: .init(line: 1, column: 1), end: .init(line: 1, column: 1))
        let source = ImportSource(SourceCommand(words, at: span, timeout: timeout))
        try body(
            Spreadsheet(currentDirectory: "/", copies: copies).open(source, pipelinePath: root + "/deals.yaml", override: nil))
    }

    private func shell(_ script: String, _ more: GuardedText...) -> [GuardedText] {
        [GuardedText("sh"), GuardedText("-c"), GuardedText(script)] + more
    }

    private func failure(_ words: [GuardedText], timeout: Int = 60) throws -> Failure {
        try #require(throws: Failure.self) { try open(words, timeout: timeout) }
    }

    @Test func whatACommandPrintsIsATableThatIsReadAgainWithoutIt() throws {
        try open(shell("echo \"$$\" >> runs; echo Name,Runs; echo \"Good,$(wc -l < runs)\"")) { records in
            #expect(records.name == "the output of sh")
            #expect(records.inputs.map(\.path) == ["sh"])
            for _ in 1...2 {
                try records.forEachRecord { #expect([$0.text(0), $0.text(1).trimmingCharacters(in: .whitespaces)] == ["Good", "1"]) }
            }
        }
    }

    /// Ferry's own may hold a key.
    @Test func theEnvironmentIsTheOneThatIsGiven() throws {
        try open(shell("printf 'Name,Home\\nGood,%s\\n' \"${HOME-none}\"")) { records in
            try records.forEachRecord { #expect($0.text(1) == "none") }
        }
    }

    @Test func argumentsAreNotReadByAShell() throws {
        try open([GuardedText("printf"), GuardedText("Name\\n%s\\n"), GuardedText("$(id); *")]) { records in
            try records.forEachRecord { #expect($0.text(0) == "$(id); *") }
        }
    }

    @Test func aCommandThatFailsSaysWhatItSaid() throws {
        let failed = try failure(shell("echo Name; echo connecting >&2; echo no such table >&2; exit 3"))
        #expect(failed.message == "sh failed: it ended with exit code 3, and says: connecting | no such table")
        #expect(failed.code == TableCode.U117.code)
        #expect(try failure(shell("exit 1")).message == "sh failed: it ended with exit code 1")
        let slow = try failure(shell("sleep 600"), timeout: 1)
        #expect(slow.message == "sh failed: it did not end within 1 s")
        #expect(slow.hint?.contains("timeout") == true)
        #expect(try failure([GuardedText("no-such-program")]).message == "cannot run no-such-program: there is no such program")
        let large = try failure(shell("head -c 1100000 /dev/zero"))
        #expect(large.code == TableCode.U150.code && large.message == "the output of sh is larger than 1 MB")
    }

    @Test func aWishToStopEndsIt() throws {
        #expect(throws: CancellationError.self) { try open(shell("sleep 600"), stopped: true) }
    }

    @Test(arguments: [("true", "nothing"), ("echo '<!DOCTYPE html><title>Sign in</title>'", "a web page")])
    func whatIsNoTableIsSaid(script: String, found: String) throws {
        let problems = try #require(throws: Diagnostics.self) { try open(shell(script)) }
        #expect(problems.all.map(\.code) == [TableCode.C337.code])
        #expect(problems.all.first?.message.contains("gave \(found)") == true)
    }

    /// A program quotes what it was given, whole or the part that it did not like.
    @Test(arguments: ["\"$1\"", "port \"s3cret/x\"", "password s3cret/x was refused", "s3cret%2Fx"])
    func whatItSaysHoldsNoSecret(said: String) throws {
        let secret = GuardedText("postgres://ada:s3cret%2Fx@db.example.org/deals", isSecret: true)
        let failed = try failure(shell("echo \(said.replacing("\"", with: "\\\"")) >&2; exit 1", GuardedText("sh"), secret))
        #expect(failed.message.contains("says: "))
        #expect(!failed.message.contains("s3cret"), "\(failed.message)")
    }

    @Test func aCommandFromTheEnvironmentIsNotNamed() throws {
        #expect(try failure([GuardedText("s3cret", isSecret: true)]).message == "cannot run the command: there is no such program")
    }

    @Test func passwordsOfConnectionStringsAreSecrets() {
        #expect(LastWords.secrets(in: "host=db password='a b cd' user=ada").contains("a b cd"))
        #expect(LastWords.secrets(in: "postgres://db/deals?user=ada&password=abcdef&x=1").contains("abcdef"))
        // As short as this it may be anything.
        #expect(!LastWords.secrets(in: "password=abc").contains("abc"))
    }
}
