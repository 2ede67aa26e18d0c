import FerryTestSupport
import Foundation
import Testing

/// Random accounts, exported and found again by Python, which shares no code with us.
@Suite(.enabled(if: Program.python != nil, "python3 is not there: no second opinion")) struct ExportPropertyTests {
    @Test(arguments: 1...6) func aRandomWorldIsFoundAgainInItsFiles(seed: Int) async throws {
        let python = try #require(Program.python)
        let folder = try TemporaryFolder()
        let made = try await Program.run(python, [Program.script("make_world.py"), "\(seed)", "130"], in: folder)
        try #require(made.status == 0, "\(made.output.suffix(2000))")
        let affinity = try LocalAffinity(["--seed", try folder.write("account.json", made.output)])
        let styles: [(options: String, joiner: String, file: String)] = [
            ("{ csv: world.csv }", ";", "world.csv"),
            ("{ csv: other.csv, bom: true, line-ending: crlf, multi-value: \" | \" }", " | ", "other.csv"),
            ("{ jsonl: world.jsonl }", ";", "world.jsonl"),
        ]
        for style in styles {
            try folder.write("world.yaml", "version: 1\nkind: export\nname: world\nsource: { list: World }\ntarget: \(style.options)\n")
            let export = try await affinity.ferry(in: folder).run(["apply", "world.yaml"])
            try #require(export.status == 0, "\(export.errors)")
            let arguments = [Program.script("find_world.py"), affinity.baseURL, affinity.key, "World", style.file, style.joiner]
            let found = try await Program.run(python, arguments, in: folder)
            #expect(found.status == 0, "seed \(seed), \(style.file): \(found.output)")
            #expect(found.output.hasPrefix("rows 130 cells "), "\(found.output)")
        }
    }
}
