import Foundation
import Planning
import Tables

/// What moved in Affinity since a plan, one line of JSON a row: in a private file without a name, since it may be as much as the plan. The
/// first rows and the count are at hand.
final class DriftFile {
    /// The rows that are reported one by one, in their order.
    private(set) var first: [RowDrift] = []
    /// How many rows somebody is to be told of.
    private(set) var count = 0
    private let folder: String
    private let kept: Int
    private var file: SpooledFile?
    private var buffer: [UInt8] = []

    private static let slice = 1 << 18

    /// - Parameters:
    ///   - folder: where the bytes lie: beside the run file, which holds the same rows.
    ///   - kept: how many rows are at hand.
    init(in folder: String, keeping kept: Int) {
        self.folder = folder
        self.kept = kept
    }

    func append(_ drift: RowDrift) throws {
        buffer += try JSONEncoder().encode(drift) + [0x0A]
        if buffer.count >= Self.slice { try flush() }
        guard drift.isTold else { return }
        count += 1
        // Rows of one record come with the last of them.
        let place = first.firstIndex { $0.row > drift.row } ?? first.endIndex
        guard place < kept else { return }
        first.insert(drift, at: place)
        if first.count > kept { first.removeLast() }
    }

    func forEachDrift(_ body: (RowDrift) throws -> Void) throws {
        var rest: [UInt8] = []
        func take(_ bytes: [UInt8]) throws {
            rest += bytes
            let lines = rest.split(separator: 0x0A, omittingEmptySubsequences: false)
            for line in lines.dropLast() { try body(try JSONDecoder().decode(RowDrift.self, from: Data(line))) }
            rest = lines.last.map(Array.init) ?? []
        }
        if let file {
            let input = try InputFile(path: file.path)
            while case let bytes = try input.next(), !bytes.isEmpty { try take(bytes) }
        }
        try take(buffer)
    }

    private func flush() throws {
        let file = try file ?? SpooledFile(besideRunsIn: folder, of: "what has moved in Affinity", hint: "make room")
        self.file = file
        try file.append(buffer)
        buffer = []
    }
}

extension RowDrift {
    /// Whether somebody is to be told: not where Affinity has by now what was planned.
    fileprivate var isTold: Bool { problem != nil || cells.contains { !$0.isAsPlanned } }
}
