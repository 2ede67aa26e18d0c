import FerryTestSupport
import Foundation

@testable import Simulator

/// An export of three pages, to be begun: all rows, all rows sorted and compressed, or what has changed since an earlier one.
struct MatrixExport: CrashScenario {
    enum Kind: String, Sendable, CaseIterable {
        case csv, packed, changes
    }

    private static let rows = 230

    let affinity: MatrixAffinity
    let folder: MatrixFolder
    private let kind: Kind
    /// What stands under the file's name when the work begins.
    private let before: Data?

    var name: String { "export (\(kind.rawValue))" }
    /// The next page is on its way while one is written.
    var isSequential: Bool { false }

    init(_ kind: Kind) async throws {
        self.kind = kind
        affinity = try await MatrixAffinity(seed: Self.account)
        folder = try MatrixFolder()
        guard kind == .changes else {
            before = nil
            return
        }
        let first = try await affinity.ferry(in: folder.path).run(["export", "Deals", "-o", "deals.csv", "--since-last"])
        guard first.status == 0 else { throw TestFailure("no export: \(first)") }
        before = folder.bytes("deals.csv")
        for row in [3, 120, 229] {
            affinity.take(
                .set(list: "Deals", record: "company-\(row).example", cell: CellSeed(field: "Size", value: .number(-1), path: "")))
        }
        affinity.take(.removeRow(list: "Deals", record: "company-7.example"))
        affinity.take(.addRow(list: "Deals", record: "company-230.example"))
    }

    private var target: String {
        switch kind {
        case .csv, .changes: "deals.csv"
        case .packed: "deals.jsonl.gz"
        }
    }

    private var command: [String] {
        let more: [String] =
            switch kind {
            case .csv: []
            case .packed: ["--sort", "-Size"]
            case .changes: ["--since-last"]
            }
        return ["export", "Deals", "-o", target] + more
    }

    func begin(killedAt number: Int?) async throws -> KilledFerry {
        try await affinity.ferry(in: folder.path).run(command, killedAt: number, logging: folder.aside)
    }

    func goOn(killedAt number: Int?) async throws -> KilledFerry {
        let resumed = try await affinity.ferry(in: folder.path).run(["resume"], killedAt: number, logging: folder.aside)
        // It was killed before it left anything to go on from, or after its end.
        guard resumed.outcome.errors.contains("U106"), folder.bytes(target) == before else { return resumed }
        return try await begin(killedAt: number)
    }

    func ending(_ last: Ferry.Outcome) throws -> [String] {
        var lines = try folder.names.filter { $0 != ".ferry" }
        lines += String(decoding: folder.bytes(target) ?? Data(), as: UTF8.self).split(separator: "\n").map(String.init)
        if kind == .changes { lines.append("state \(try records().base64EncodedString())") }
        return lines
    }

    /// What the state of an export of changes keeps of the rows: between its two lines of text and its hash (see `ExportState`).
    private func records() throws -> Data {
        guard let state = folder.bytes(target + ".state") else { throw TestFailure("no state") }
        let lines = state.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3, lines[2].count > 32 else { throw TestFailure("no state: \(state.count) bytes") }
        return lines[2].dropLast(32)
    }

    private static var account: String {
        let organizations = (0...rows).map { #"{"name": "Company \#($0)", "domain": "company-\#($0).example"}"# }
        let entries = (0..<rows).map {
            #"{"record": "company-\#($0).example", "fields": {"Size": \#($0 * 37 % 101), "Note": "Row \#($0)"}}"#
        }
        return """
            {"tenant": {"name": "Contoso", "subdomain": "contoso"},
            "users": [{"first": "Ada", "last": "Lovelace", "email": "ada@contoso.vc"}],
            "organizations": [\(organizations.joined(separator: ","))],
            "lists": [{"name": "Deals", "type": "company", "fields": [{"name": "Size", "type": "number"}, {"name": "Note", "type": "text"}],
            "entries": [\(entries.joined(separator: ","))]}]}
            """
    }
}
