import Affinity
import FerryTestSupport
import Foundation
import PipelineSpec
import Testing

@testable import Exporting

/// Pages in which anything may be odd: an export writes them or says what is wrong, and never dies. `FERRY_FUZZ_SECONDS` says for how long;
/// a trap ends the whole test process, and the seed printed last is the one (`FERRY_FUZZ_FROM`).
@Suite struct ExportFuzzTests {
    private static func setting(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }

    @Test func noPageEndsTheProcess() async throws {
        let seconds = Self.setting("FERRY_FUZZ_SECONDS")
        let end = ContinuousClock.now + .seconds(seconds ?? 0)
        var seed = UInt64(Self.setting("FERRY_FUZZ_FROM") ?? 1)
        var written = 0
        for _ in 0..<(seconds == nil ? 150 : Int.max) {
            if seconds != nil {
                guard ContinuousClock.now < end else { break }
                FileHandle.standardError.write(Data("seed \(seed)\n".utf8))
            }
            if try await isWritten(seed) { written += 1 }
            seed += 1
        }
        // Else the pages are too odd to get anywhere.
        #expect(written > 0)
    }

    private static let types = ["text", "number", "dropdown-multi", "person", "location-multi", "datetime"].map {
        FieldValueType(rawValue: $0)
    }

    /// - Returns: Whether there is a file.
    private func isWritten(_ seed: UInt64) async throws -> Bool {
        var random = SplitMix(seed: seed)
        var bench = try ExportBench(Self.types.enumerated().map { ("\($0)", $1) })
        defer { bench.remove() }
        bench.columns[0] = ExportColumn(header: "id", source: .field(FieldID("field-1"), Self.types[Int(seed % 6)]))
        bench.format = seed % 2 == 0 ? .csv : .jsonl
        // Long runs of what is usual, so that some pages are read to their end.
        var usual = 0
        var answer = ModelledAnswer {
            usual -= 1
            if usual < 0 { usual = Int.random(in: 0..<60, using: &random) }
            return UInt8(Int.random(in: 0..<(usual > 0 ? 236 : 256), using: &random))
        }
        let page = Array(answer.write(.page(.entry)).utf8)
        do {
            _ = try await bench.export(CannedTransport(pages: [page, ExportBench.page([])], counts: [#"{"list_size":0}"#]))
            return true
        } catch {
            return false
        }
    }
}
