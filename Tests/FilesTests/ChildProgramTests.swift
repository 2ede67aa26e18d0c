import Foundation
import Testing

@testable import Files

@Suite(.timeLimit(.minutes(1)))
struct ChildProgramTests {
    private func run(_ script: String, limit: Int = 60, in folder: String? = nil) throws -> (output: String, errors: String) {
        var (output, errors): ([UInt8], [UInt8]) = ([], [])
        try ChildProgram("/bin/sh", ["-c", script], in: folder, limit: limit, readsErrors: true).run { stream, bytes in
            if stream == .output { output += bytes } else { errors += bytes }
        }
        return (String(decoding: output, as: UTF8.self), String(decoding: errors, as: UTF8.self))
    }

    @Test func bothOfItsOutputsAreRead() throws {
        let (output, errors) = try run("echo rows; echo a notice >&2; echo more")
        #expect(output == "rows\nmore\n")
        #expect(errors == "a notice\n")
    }

    /// More than a pipe holds: a program whose standard error nobody takes would stand still.
    @Test func neitherOutputKeepsTheOtherWaiting() throws {
        let (output, errors) = try run("head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero")
        #expect(output.utf8.count == 300_000)
        #expect(errors.utf8.count == 300_000)
    }

    @Test func whatItSaysLastIsHeardThoughItClosedItsOutput() throws {
        #expect(try run("exec >&-; echo late >&2").errors == "late\n")
    }

    @Test func aChildThatKeepsItsStandardErrorIsNotWaitedFor() throws {
        #expect(try run("sleep 600 >/dev/null & echo rows").output == "rows\n")
    }

    @Test func itWorksInTheFolder() throws {
        #expect(try run("pwd", in: "/").output == "/\n")
    }

    @Test func itsEndIsTold() {
        #expect(throws: ChildProgram.Failure.exited(3)) { try run("echo rows; exit 3") }
        #expect(throws: ChildProgram.Failure.signalled(SIGKILL)) { try run("kill -KILL $$") }
        #expect(throws: ChildProgram.Failure.tooSlow(1)) { try run("sleep 600", limit: 1) }
    }

    @Test func aNameIsFoundAsAShellFindsIt() {
        #expect(ChildProgram.find("sh", from: "/", search: "/nowhere:/bin") == "/bin/sh")
        #expect(ChildProgram.find("bin/sh", from: "/", search: nil) == "//bin/sh")
        #expect(ChildProgram.find("/bin/sh", from: "/tmp", search: nil) == "/bin/sh")
        #expect(ChildProgram.find("no-such-program", from: "/", search: "/bin") == nil)
        #expect(ChildProgram.find("etc", from: "/", search: "/") == nil)
    }
}
