import Runs
import Text

extension OutcomeCounts {
    /// `137 created, 40 changed`.
    var words: String {
        RowOutcome.allCases.filter { self[$0] > 0 }.map { "\(Numbers.grouped(self[$0])) \($0.rawValue)" }.joined(separator: ", ")
    }
}

/// The last words about a run: what this session did, and what the whole run did where that is more.
struct ClosingText {
    var outcomes: OutcomeCounts
    var stop: StopReason?
    /// What the run has written so far.
    var now: RunTotals
    /// What of it earlier sessions had written.
    var earlier: RunTotals

    /// - Parameter seconds: how long this session took.
    func text(seconds: Double) -> String {
        let took = Numbers.duration(seconds: seconds)
        let done = now.since(earlier)
        var text = stop == nil ? "Done in \(took): " : "Stopped after \(took): "
        if now.isEmpty, stop == nil, outcomes.rejected + outcomes.conflict == 0 {
            text += "nothing to change"
        } else {
            text += Self.words(done)
            if !earlier.isEmpty { text += "; in all \(Self.words(now))" }
        }
        text += "."
        if outcomes.rejected > 0 { text += " \(Numbers.count(outcomes.rejected, "row")) rejected." }
        if outcomes.conflict > 0 { text += " \(Numbers.count(outcomes.conflict, "row")) in conflict." }
        if outcomes.pending > 0 { text += " \(Numbers.count(outcomes.pending, "row")) still to do." }
        switch stop {
        case .asked, .batches, .until: text += " It was \(stop?.text(at: 0) ?? "")."
        // Told as the error that it is.
        case .affinity, .runFile, nil: break
        }
        return text
    }

    static func words(_ totals: RunTotals) -> String {
        var parts: [String] = []
        if totals.organizations > 0 { parts.append("\(Numbers.count(totals.organizations, "organization")) created") }
        if totals.persons > 0 { parts.append("\(Numbers.count(totals.persons, "person", "persons")) created") }
        if totals.opportunities > 0 { parts.append("\(Numbers.count(totals.opportunities, "opportunity", "opportunities")) created") }
        if totals.renamed > 0 { parts.append("\(Numbers.count(totals.renamed, "record")) renamed") }
        if totals.entries > 0 { parts.append("\(Numbers.count(totals.entries, "list entry", "list entries")) added") }
        if totals.cells > 0 { parts.append("\(Numbers.count(totals.cells, "cell")) set") }
        if totals.notes > 0 { parts.append("\(Numbers.count(totals.notes, "note")) added") }
        if totals.options > 0 { parts.append("\(Numbers.count(totals.options, "option")) made") }
        return parts.isEmpty ? "nothing written" : parts.joined(separator: ", ")
    }
}
