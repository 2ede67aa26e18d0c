import Runs

/// Which runs `ferry clean` takes away. Pure.
///
/// | state | goes |
/// | --- | --- |
/// | running, stopped, being taken back | never: somebody may go on with it |
/// | incomplete plan | always: whoever made it was killed, and nothing can be done with it |
/// | plan that was not applied or breaks a guard rail, finished, taken back | when it is old enough and not among those to be kept |
struct CleanRule: Sendable {
    /// Days since it was last worked on; nil for any age.
    var days: Int?
    /// How many of each pipeline stay, the newest; nil for none on account of their number.
    var keep: Int?

    /// Without a word of either the age decides.
    static let usualDays = 90

    init(olderThan days: Int?, keep: Int?) {
        self.days = days ?? (keep == nil ? Self.usualDays : nil)
        self.keep = keep
    }

    /// - Parameter now: milliseconds since 1970.
    func chosen(of runs: [RunOverview], at now: Int64) -> [RunOverview] {
        var seen: [String: Int] = [:]
        let newestFirst = runs.sorted { ($0.binding.createdAt, $0.name) > ($1.binding.createdAt, $1.name) }
        return newestFirst.filter { run in
            if run.state.isWhole {
                let pipeline = "\(run.binding.name) \(run.binding.pipeline.path)"
                seen[pipeline, default: 0] += 1
                if let keep, seen[pipeline, default: 0] <= keep { return false }
            }
            return mayGo(run, at: now)
        }
    }

    /// Whether a run may go, whatever others there are.
    func mayGo(_ run: RunOverview, at now: Int64) -> Bool {
        switch run.state {
        case .running, .stopped, .undoing: false
        case .planning: true
        case .planned, .refused, .finished, .undone: isOld(run, at: now)
        }
    }

    /// By the time of its last work, else of its plan.
    private func isOld(_ run: RunOverview, at now: Int64) -> Bool {
        guard let days else { return true }
        let (age, overflow) = now.subtractingReportingOverflow(run.endedAt ?? run.binding.createdAt)
        return !overflow && age > Int64(days) * 86_400_000
    }
}

extension RunState {
    /// It is counted among those that are kept.
    fileprivate var isWhole: Bool {
        switch self {
        case .planned, .refused, .finished, .undone: true
        case .planning, .running, .stopped, .undoing: false
        }
    }
}
