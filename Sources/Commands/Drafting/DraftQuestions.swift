import Affinity
import Drafting
import PipelineSpec
import Planning
import Text

/// What `init --interactive` asks: where a guess is unsure, and nothing else.
struct DraftQuestions: Sendable {
    let terminal: Terminal

    /// The order of day and month where every date reads both ways.
    func decideDates(of sketch: inout TableSketch) {
        for column in sketch.columns where column.meaning == .date || column.meaning == .noteDate {
            guard let dates = column.dates, let other = dates.other, let first = dates.formats.first else { continue }
            let example = column.sketch.order.first.map { " (\"\(CellText.shown($0))\")" } ?? ""
            guard
                let choice = Question(terminal).choose(
                    "How are the dates of \"\(column.name)\" written\(example)?", among: [first, other])
            else {
                continue
            }
            sketch.decideDates(ofColumn: column.index, swapped: choice == 1)
        }
    }

    /// Which of several columns is a key.
    func keys(of subject: TableSubject, in sketch: TableSketch) -> [ColumnMeaning: String] {
        var choices: [ColumnMeaning: String] = [:]
        let taken: [(ColumnMeaning, Column?)] = [(.company, subject.company), (.website, subject.website), (.email, subject.email)]
        for (meaning, column) in taken {
            guard let column, let rivals = subject.rivals[meaning] else { continue }
            choose(meaning, among: [column] + rivals, &choices)
        }
        if !subject.hasKeys || subject.company?.isUnsure == true {
            let texts = sketch.columns.filter { $0.obstacle == nil && [.text, .options, .code].contains($0.meaning) }
            if !texts.isEmpty { choose(.company, among: texts, &choices) }
        }
        return choices
    }

    private func choose(_ meaning: ColumnMeaning, among columns: [Column], _ choices: inout [ColumnMeaning: String]) {
        let shown = columns.map { column in
            column.sketch.order.first.map { "\(column.name)   such as \"\(CellText.shown($0))\"" } ?? column.name
        }
        let question = "Which column holds the \(meaning.words) that tell the records apart?"
        if let choice = Question(terminal).choose(question, among: shown) { choices[meaning] = columns[choice].name }
    }

    func list(among lists: [AffinityList]) -> AffinityList? {
        guard !lists.isEmpty else { return nil }
        let shown = lists.map { "\($0.name)   of \(RecordKind($0.kind).plural)" }
        return Question(terminal).choose("Which list do the records go on?", among: shown).map { lists[$0] }
    }
}
