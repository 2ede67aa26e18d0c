import Affinity
import PipelineSpec
import Text

/// An id of the spreadsheet that belongs to another record by now (AffinityAPI.md#errors-of-v1).
struct MergeNote: Sendable, Hashable {
    var kind: RecordKind
    var old: RecordID
    var new: RecordID
    var name: String

    var text: String { "\(kind.rawValue) \(old) was merged into \(new) (\(CellText.shown(name))), which is taken" }
}

extension WarningCollector {
    mutating func add(_ note: MergeNote, row: Int) { add("W411", note.text, row: row) }
}
