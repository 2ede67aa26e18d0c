import Files
import Foundation
import Testing

@testable import AffinityHTTP

@Suite("Credentials", .serialized, .timeLimit(.minutes(1)))
struct CredentialsTests {
    struct Missing: Error {}

    static let everything = [
        "AFFINITY_API_KEY": "from-variable", "AFFINITY_API_KEY_FILE": "/variable-file", "AFFINITY_API_KEY_COMMAND": "print-key",
    ]

    func credentials(_ keyFile: String?, _ environment: [String: String]) -> Credentials {
        Credentials(
            keyFile: keyFile, environment: environment,
            readFile: { path in
                guard path.hasPrefix("/") else { throw Missing() }
                return "from:\(path)\n"
            },
            fileExists: { $0 == "unreadable" },
            run: { command in
                guard command == "print-key" else { throw ChildProgram.Failure.exited(3) }
                return "from-command\nsecond line\n"
            })
    }

    @Test("are taken from the first source that is named")
    func order() throws {
        var environment = Self.everything
        #expect(try credentials("/option-file", environment).key().secret == "from:/option-file")
        #expect(try credentials(nil, environment).key().secret == "from-variable")
        environment["AFFINITY_API_KEY"] = nil
        #expect(try credentials(nil, environment).key().secret == "from:/variable-file")
        environment["AFFINITY_API_KEY_FILE"] = nil
        #expect(try credentials(nil, environment).key().secret == "from-command")
        environment["AFFINITY_API_KEY_COMMAND"] = nil
        #expect(throws: ConnectionProblem.self) { try credentials(nil, environment).key() }
    }

    @Test("without any source say which there are")
    func none() {
        do {
            _ = try credentials(nil, [:]).key()
            Issue.record("a key")
        } catch {
            #expect(error.kind == .noKey)
            #expect(error.hint.contains("AFFINITY_API_KEY_COMMAND") && error.hint.contains("--api-key-file"))
        }
    }

    @Test("that fail are not replaced by the next source: it may be another account")
    func noFallback() {
        var environment = Self.everything
        #expect(throws: ConnectionProblem.self) { try credentials("missing", environment).key() }
        environment["AFFINITY_API_KEY"] = " "
        #expect(throws: ConnectionProblem.self) { try credentials(nil, environment).key() }
        environment["AFFINITY_API_KEY"] = nil
        environment["AFFINITY_API_KEY_FILE"] = "missing"
        #expect(throws: ConnectionProblem.self) { try credentials(nil, environment).key() }
    }

    @Test("name the file that cannot be read, and how the command ended")
    func messages() {
        func message(_ credentials: Credentials) -> String {
            do {
                return try credentials.key().description
            } catch {
                return error.message
            }
        }
        #expect(message(credentials("unreadable", [:])) == "the file with the API key cannot be read: unreadable")
        #expect(
            message(credentials(nil, ["AFFINITY_API_KEY_COMMAND": "fails"]))
                == "AFFINITY_API_KEY_COMMAND failed: it ended with exit code 3")
    }

    @Test("that were put where a path belongs are not shown", arguments: ["topsecret", "topsecret/with-slash"])
    func keyAsPath(key: String) {
        for (keyFile, environment, origin) in [
            (key, [:], "--api-key-file"), (nil, ["AFFINITY_API_KEY_FILE": key], "AFFINITY_API_KEY_FILE"),
        ] as [(String?, [String: String], String)] {
            do {
                _ = try Credentials(keyFile: keyFile, environment: environment).key()
                Issue.record("a key")
            } catch {
                #expect(error.kind == .unusableKey)
                #expect(!"\(error) \(error.message) \(error.hint)".contains("topsecret"))
                #expect(error.message.contains(origin))
            }
        }
    }

    @Test("come from a command that does not see standard input, where the spreadsheet may be")
    func commandWithoutInput() throws {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data("stolen\n".utf8))
        try pipe.fileHandleForWriting.close()
        let saved = dup(0)
        #expect(dup2(pipe.fileHandleForReading.fileDescriptor, 0) == 0)
        defer {
            if saved >= 0 {
                dup2(saved, 0)
                close(saved)
            }
        }
        #expect(try Credentials(keyFile: nil, environment: ["AFFINITY_API_KEY_COMMAND": "cat; echo k3y"]).key().secret == "k3y")
    }

    @Test("come from a real command's first line, with its standard error dropped")
    func realCommand() throws {
        let command = ["AFFINITY_API_KEY_COMMAND": "echo noise >&2; printf 'k3y\\nmore\\n'"]
        #expect(try Credentials(keyFile: nil, environment: command).key().secret == "k3y")
    }

    @Test(
        "from a real command that fails show nothing that it printed",
        arguments: ["echo topsecret; exit 7", "echo topsecret; kill -9 $$", "/nonexistent/topsecret", "printf ''", "yes topsecret"])
    func failingCommand(command: String) {
        do {
            _ = try Credentials(keyFile: nil, environment: ["AFFINITY_API_KEY_COMMAND": command]).key()
            Issue.record("a key")
        } catch {
            #expect(error.kind == .unusableKey)
            #expect(!error.description.contains("topsecret"))
        }
    }

    @Test("come from a real file")
    func realFile() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "ferry-key-\(ProcessInfo.processInfo.processIdentifier)").path
        try Data("k3y\n".utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try Credentials(keyFile: path, environment: [:]).key().secret == "k3y")
        #expect(throws: ConnectionProblem.self) { try Credentials(keyFile: path + "-not", environment: [:]).key() }
        #expect(throws: ConnectionProblem.self) { try Credentials(keyFile: "/", environment: [:]).key() }
    }
}
