import Affinity
import Diagnostics
import Foundation
import PipelineSpec
import Synchronization

@testable import Exporting

/// Answers of an Affinity, one after the other; the last of them again and again. Counts are asked for at another path than pages.
final class CannedTransport: Transport, Sendable {
    private let state: Mutex<(pages: [[UInt8]], counts: [String], requests: [String])>

    init(pages: [[UInt8]], counts: [String] = []) {
        state = Mutex((pages, counts, []))
    }

    var requests: [String] { state.withLock { $0.requests } }

    func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        let body: [UInt8] = state.withLock { state in
            state.requests.append(request.path)
            if request.path.hasPrefix("/v2/lists/") {
                return state.pages.count > 1 ? state.pages.removeFirst() : state.pages.first ?? []
            }
            return Array((state.counts.count > 1 ? state.counts.removeFirst() : state.counts.first ?? "").utf8)
        }
        return APIResponse(status: 200, headers: ["content-type": "application/json"], body: body)
    }
}

/// An export of a list in a folder of its own, without a network.
struct ExportBench {
    let folder: String
    var columns: [ExportColumn]
    var sort: [ExportFrame.SortKey] = []
    var format = ExportTarget.Format.csv
    var dates: String?
    var formulas = ExportTarget.Formulas.guarded

    init(_ columns: [(header: String, type: FieldValueType)]) throws {
        folder = FileManager.default.temporaryDirectory.path + "/ferry-export-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        self.columns = columns.enumerated().map { index, column in
            ExportColumn(header: column.header, source: .field(FieldID("field-\(index + 1)"), column.type))
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    var frame: ExportFrame {
        let nowhere = SourceSpan(start: .init(line: 1, column: 1), end: .init(line: 1, column: 1))
        let target = ExportTarget(format: format, path: Spanned("x", at: nowhere), dates: dates, formulas: formulas)
        return ExportFrame(
            name: "x", account: "x", host: "x", source: .list(ListID(3001), name: "Deals", view: nil), kind: .company, columns: columns,
            sort: sort, style: .init(target), target: folder + "/x." + (format == .csv ? "csv" : "jsonl"))
    }

    /// A row whose cells are given as the JSON of their `value`, in the order of the columns.
    static func row(_ id: Int64, _ values: [String]) -> String {
        let fields = values.enumerated().map { #"{"id":"field-\#($0 + 1)","name":"f","type":"list","value":\#($1)}"# }
        return #"{"id":\#(id),"type":"company","createdAt":"2026-01-02T03:04:05Z","entity":{"id":\#(id + 1000),"name":"Acme \#(id)","#
            + #""domain":"acme-\#(id).com","fields":[\#(fields.joined(separator: ","))]}}"#
    }

    static func page(_ rows: [String], pagination: String = #"{"nextUrl":null}"#) -> [UInt8] {
        Array(#"{"data":[\#(rows.joined(separator: ","))],"pagination":\#(pagination)}"#.utf8)
    }

    /// The journal of a new export.
    func journal(_ name: String = "run") throws -> ExportJournal {
        try ExportJournal.create(
            at: "\(folder)/\(name)\(ExportJournal.suffix)",
            .init(frame: frame, createdAt: 0, partial: PartialFile.path(for: frame.target ?? "", random: 1), toolVersion: "1"))
    }

    func client(_ transport: CannedTransport) -> AffinityClient {
        AffinityClient(transport: transport, clock: ContinuousClock(), random: { 0 })
    }

    /// Runs an export to its end.
    func export(_ transport: CannedTransport) async throws -> (text: String, journal: ExportJournal) {
        let journal = try journal()
        _ = try await Exporter(client(transport), isStopped: { false }).run(journal, finishedAt: "2026-11-27T00:00:00Z")
        return (try String(contentsOfFile: frame.target ?? "", encoding: .utf8), journal)
    }
}
