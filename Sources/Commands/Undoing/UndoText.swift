import PipelineSpec
import Runs

/// What an undo would do, in a few lines.
struct UndoText {
    private let name: String
    private var records: [RecordKind: Int] = [:]
    private var renames = 0
    private var entries = 0
    private var cells = 0
    private var notes = 0
    private let options: Int
    /// Writes that can't be taken back, whatever anybody did since.
    private var stays = 0
    /// Writes that are taken back.
    private(set) var writes: Int

    init(_ units: [[UndoStep]], options: Int, name: String) {
        self.name = name
        self.options = options
        writes = options
        for step in units.joined() {
            switch step.kind {
            case .deleteNote: notes += 1
            case .restoreCells(_, let all): cells += all.count
            case .rename: renames += 1
            case .removeEntry: entries += 1
            case .deleteRecord(let kind, _): records[kind, default: 0] += 1
            case .stays:
                stays += 1
                continue
            case .goesAlong: continue
            }
            writes += 1
        }
    }

    var isNothing: Bool { writes + stays == 0 }

    func lines() -> [String] {
        var parts: [String] = []
        for kind in RecordKind.allCases {
            if let count = records[kind] { parts.append("\(Numbers.count(count, kind.rawValue, kind.plural)) to delete") }
        }
        if entries > 0 { parts.append("\(Numbers.count(entries, "list entry", "list entries")) to remove") }
        if cells > 0 { parts.append("\(Numbers.count(cells, "cell")) to set back") }
        if renames > 0 { parts.append("\(Numbers.count(renames, "record")) to call as before") }
        if notes > 0 { parts.append("\(Numbers.count(notes, "note")) to delete") }
        if options > 0 { parts.append("\(Numbers.count(options, "option")) to remove") }
        if stays > 0 { parts.append("\(Numbers.count(stays, "write")) that can't be taken back") }
        var lines = ["Undo \(name): \(parts.joined(separator: ", "))."]
        if records[.opportunity] != nil { lines.append("Deleting an opportunity's entry deletes the opportunity.") }
        return lines + ["What somebody has used or changed since stays as it is."]
    }
}
