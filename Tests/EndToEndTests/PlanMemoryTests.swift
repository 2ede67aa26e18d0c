import FerryTestSupport
import Foundation
import Testing

/// The memory of a plan does not grow with the companies of its file (Docs/Benchmarks.md, "Planning 5,000,000 rows").
@Suite(.enabled(if: Program.python != nil)) struct PlanMemoryTests {
    private let affinity: LocalAffinity

    init() throws {
        affinity = try LocalAffinity(["--rate-limit", "1000000", "--monthly-limit", "0"])
    }

    /// The most memory that a plan of so many new companies holds, in bytes.
    private func peak(companies: Int) async throws -> Int {
        let deals = try DealFolder(good: companies)
        let pipeline = try deals.folder.read("deals.yaml").replacing("domain: Website", with: "domain: Website, shared-directory: ignore")
        try deals.folder.write("deals.yaml", pipeline)
        return try await peak(of: "deals.yaml", in: deals.folder)
    }

    private func peak(of pipeline: String, in folder: TemporaryFolder) async throws -> Int {
        let ended = try await Program.run(
            try #require(Program.python), [Program.script("peak_memory.py"), Ferry.binary, "plan", pipeline], in: folder,
            environment: affinity.ferry(in: folder).surroundings)
        let numbers = ended.output.split(separator: " ").compactMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        try #require(numbers.count == 2 && [0, 2].contains(numbers[0]), "\(ended)")
        return numbers[1]
    }

    /// The most memory that a plan of so many new persons holds, in bytes.
    private func peak(persons: Int) async throws -> Int {
        let folder = try TemporaryFolder()
        let rows = (0..<persons).map { "Firstname\($0) Lastname\($0),person\($0)@company\($0).example\n" }
        try folder.write("people.csv", "Name,Mail\n" + rows.joined())
        try folder.write(
            "people.yaml",
            "version: 1\nkind: import\nname: people\nsource: { csv: people.csv }\nsteps:\n  - create-persons: { name: Name, emails: Mail }\n"
        )
        return try await peak(of: "people.yaml", in: folder)
    }

    @Test func aPlanOfManyPersonsTakesLittleMoreThanOneOfFew() async throws {
        let few = try await peak(persons: 3000)
        let many = try await peak(persons: 15_000)
        #expect(many - few < 12_000 * 700, "\(few) bytes for 3,000 persons, \(many) for 15,000")
    }

    /// A company takes some 60 bytes. What grows beside that to a bound is the cache of the run file and the rows that are written at once.
    @Test func aPlanOfManyCompaniesTakesLittleMoreThanOneOfFew() async throws {
        let few = try await peak(companies: 3000)
        let many = try await peak(companies: 15_000)
        #expect(many - few < 12_000 * 600, "\(few) bytes for 3,000 companies, \(many) for 15,000")
    }
}
