import Affinity
import FerryTestSupport
import Foundation
import Testing

@testable import Exporting

/// The journal of an export lies in a folder that may come from anybody, and so may the journal.
@Suite struct JournalTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/x" + ExportJournal.suffix }

    init() throws { folder = try TemporaryFolder() }

    private func isRefused() -> Bool {
        (try? ExportJournal.open(at: path, isWorking: false)) == nil && (try? ExportJournal.open(at: path, isWorking: true)) == nil
            && ExportJournal.firstLine(at: path) == nil
    }

    /// A pipe nobody writes to, a device without an end, somebody's file, a file of which most are holes.
    @Test(arguments: ["pipe", "device", "link", "large"]) func whatIsNoJournalIsNeitherReadNorWaitedFor(kind: String) throws {
        switch kind {
        case "pipe": #expect(mkfifo(path, 0o600) == 0)
        case "device": #expect(symlink("/dev/zero", path) == 0)
        case "link":
            let other = try folder.write("other", "{}\n")
            #expect(symlink(other, path) == 0)
        default:
            try folder.write("x" + ExportJournal.suffix, "")
            #expect(truncate(path, 64 << 30) == 0)
        }
        #expect(isRefused())
    }

    @Test(arguments: [
        #""seen":9223372036854775807"#, #""bytes":-1"#, #""rows":-9223372036854775808"#, #""requests":9223372036854775807"#,
        #""changes":{"added":9223372036854775807,"changed":0,"gone":0}"#,
    ])
    func anExportCannotBeFurtherThanAnyIs(number: String) throws {
        let bench = try ExportBench([("A", .text)])
        defer { bench.remove() }
        let first = try #require(ExportJournal.firstLine(at: try bench.journal().path))
        func journal(_ number: String) throws {
            let key = number.prefix { $0 != ":" }
            let usual = [#""pages":1"#, #""rows":1"#, #""bytes":1"#, #""repeated":0"#, #""requests":1"#].filter { !$0.hasPrefix(key + ":") }
            let page = (usual + [number]).joined(separator: ",")
            try folder.write("x" + ExportJournal.suffix, String(decoding: first, as: UTF8.self) + "\n{\"page\":{\(page)}}\n")
        }
        try journal(#""seen":1"#)
        #expect(try ExportJournal.open(at: path, isWorking: false).progress.rows == 1)
        try journal(number)
        #expect(throws: ExportFileError.self) { try ExportJournal.open(at: path, isWorking: true) }
    }
}
