import Affinity
import FerryTestSupport
import Foundation
import PipelineSpec
import Testing

@testable import Exporting

/// `sort` orders values, not their text.
@Suite struct SortTests {
    private static func date(_ text: String) -> String { #"{"type":"datetime","data":"\#(text)T12:00:00Z"}"# }
    private static func number(_ text: String) -> String { #"{"type":"number","data":\#(text)}"# }

    private func sorted(
        _ values: [String], _ type: FieldValueType, descending: Bool = false, format: ExportTarget.Format = .csv, dates: String? = nil
    ) async throws -> [String] {
        var bench = try ExportBench([("A", type)])
        defer { bench.remove() }
        bench.sort = [.init(column: 0, isDescending: descending)]
        bench.format = format
        bench.dates = dates
        let page = ExportBench.page(values.enumerated().map { ExportBench.row(Int64($0 + 1), [$1]) })
        let (text, _) = try await bench.export(CannedTransport(pages: [page], counts: [#"{"list_size":0}"#]))
        let lines = text.split(separator: "\n").map(String.init)
        return format == .csv ? Array(lines.dropFirst()) : lines
    }

    @Test func datesByTheirTimeWhateverThePattern() async throws {
        let values = ["2023-04-01", "2025-06-01", "2026-10-01", "2024-02-02"].map(Self.date)
        let wanted = ["01/04/2023", "02/02/2024", "01/06/2025", "01/10/2026"]
        #expect(try await sorted(values, .datetime, dates: "dd/MM/yyyy") == wanted)
        #expect(try await sorted(values, .datetime, descending: true, dates: "dd/MM/yyyy") == wanted.reversed())
    }

    @Test func numbersByTheirSizeAndBlanksLast() async throws {
        let values = ["10", "9", "-3", "1e2", "0.5"].map(Self.number) + ["null"]
        #expect(try await sorted(values, .number) == ["-3", "0.5", "9", "10", "100", "\"\""])
        #expect(try await sorted(values, .number, descending: true) == ["100", "10", "9", "0.5", "-3", "\"\""])
        #expect(try await sorted(values, .number, format: .jsonl) == ["-3", "0.5", "9", "10", "100", "null"].map { #"{"A":\#($0)}"# })
    }

    @Test func textsWithoutRegardToCaseAndToTheirGuard() async throws {
        let values = ["b", "A", "=c", "B"].map { #"{"type":"text","data":"\#($0)"}"# }
        #expect(try await sorted(values, .text) == ["'=c", "A", "b", "B"])
    }

    @Test func whatIsOddStandsBehindTheNumbers() async throws {
        let values = [#"{"type":"hidden","data":"***"}"#, Self.number("1e999"), Self.number("2")]
        #expect(try await sorted(values, .number) == ["2", "***", "1e999"])
    }

    @Test(arguments: 0..<20) func valuesSurviveThePartialFile(seed: Int) throws {
        var dice = SplitMix(seed: UInt64(seed))
        let values = (0..<50).map { _ -> SortValue in
            switch dice.next() % 4 {
            case 0: .number(Double(Int64(bitPattern: dice.next())) / 7)
            case 1: .time(Int(Int64(bitPattern: dice.next())))
            case 2: .text(String(repeating: "é", count: Int(dice.next() % 9)))
            default: .blank
            }
        }
        var bytes: [UInt8] = []
        for value in values { value.append(to: &bytes) }
        var rest = bytes[...]
        #expect(values.map { _ in SortValue(from: &rest) } == values)
        #expect(rest.isEmpty)
        // What is cut is not a value, and no crash.
        for length in 0..<min(bytes.count, 40) {
            var cut = bytes[..<length]
            while SortValue(from: &cut) != nil {}
        }
    }
}
