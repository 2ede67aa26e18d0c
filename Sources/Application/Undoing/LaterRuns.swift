import Affinity
import PipelineSpec
import Planning
import Runs
import Synchronization
import Tables

/// The runs of the same account that came after the one that is taken back: what they have set or made is not a colleague's.
final class LaterRuns: Sendable {
    /// More run files are not held open at a time; those that come later are looked at first.
    private static let most = 50

    private struct Later: Sendable {
        var run: RunFile
        var frame: PlanFrame
    }

    private let paths: [String]
    private let binding: RunBinding
    private let opened = Mutex<[Later]?>(nil)

    init(than run: RunFile, _ surroundings: Surroundings) throws {
        let binding = try run.binding()
        let folders = Set(RunFolder(surroundings).searched() + [Paths.folder(of: run.path)])
        let runs = folders.sorted().flatMap { (try? RunFile.list(in: $0))?.runs ?? [] }
        paths = runs.sorted { $0.binding.createdAt > $1.binding.createdAt }
            .filter { $0.binding.account == binding.account && $0.binding.host == binding.host && $0.path != run.path }
            .map(\.path)
        self.binding = binding
    }

    /// The run that has put into a cell what it holds.
    func setter(of field: FieldID, in holder: CellHolder, _ data: FieldData) throws -> String? {
        for later in runs() {
            guard let written = try later.run.writtenCells(of: holder, in: later.frame).value(holder, field) else { continue }
            if FieldDataText.isSame(written, data) { return later.run.name }
        }
        return nil
    }

    /// The run that has made something.
    func maker(of id: Int64, _ kind: OperationRecord.Kind) throws -> String? {
        for later in runs() where try later.run.standing(ofMade: id, kind) == .done { return later.run.name }
        return nil
    }

    /// Opened when they are asked for first: usually nobody has built on anything.
    private func runs() -> [Later] {
        opened.withLock { opened in
            if let opened { return opened }
            var found: [Later] = []
            for path in paths where found.count < Self.most {
                // A file that cannot be read names nobody: what it set stays all the same.
                guard let run = try? RunFile.open(at: path), let frame = try? run.frame(), let other = try? run.binding(),
                    other.createdAt >= binding.createdAt
                else { continue }
                found.append(Later(run: run, frame: frame))
            }
            opened = found
            return found
        }
    }
}
