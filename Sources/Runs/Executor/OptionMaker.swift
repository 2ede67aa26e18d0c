import Affinity
import PipelineSpec
import Planning
import Synchronization

/// Makes the options that rows need (`unknown-option: create`), each once, before the first row. What a field has by now is read
/// first: an option that a colleague made is taken.
struct OptionMaker: Sendable {
    let session: Session

    func work() async throws(RunFileError) {
        let wanted = session.frame.options
        guard !wanted.isEmpty else { return }
        let earlier = try session.file.optionOperations()
        for field in Set(wanted.map(\.field)).sorted() {
            let options = wanted.enumerated().filter { $0.element.field == field }
            guard let first = options.first?.element, var known = await read(first) else { return }
            for (number, option) in options {
                guard !session.isStopping else { return }
                let operation = earlier.first { $0.step == number && $0.state != .refused }
                if let operation, operation.hasResult, let id = operation.result {
                    session.options.record(DropdownOption(id: DropdownOptionID(id), text: option.text), for: option.placeholder)
                } else if operation == nil, let found = OptionWrite.find(option.text, in: known) {
                    session.options.record(found, for: option.placeholder)
                } else {
                    var write = OptionWrite(session: session, option: option, number: number, known: known)
                    guard
                        case .finished(let outcome) = try await WriteRunner(session: session, row: RunFile.rowOfOptions)
                            .run(&write, after: operation)
                    else { return }
                    // An option that Affinity refuses rejects the rows that need it, later.
                    switch outcome {
                    case .done(let made, _), .adopted(let made, _):
                        session.options.record(DropdownOption(id: DropdownOptionID(made.id), text: option.text), for: option.placeholder)
                    case .refused(let refusal), .undecided(let refusal): session.options.failed(option.placeholder, refusal.text)
                    case .ambiguous, .gone, .kept: session.options.failed(option.placeholder, "several options read like it")
                    }
                    known = write.known
                }
            }
        }
    }

    /// Nil when the run stops.
    private func read(_ option: PlannedOption) async -> [DropdownOption]? {
        do {
            return try await session.options(of: option)
        } catch {
            session.stop(error == .cancelled ? .asked : .affinity(error))
            return nil
        }
    }
}

/// The making of one option.
struct OptionWrite: RecordedWrite {
    let session: Session
    let option: PlannedOption
    let number: Int
    /// The options that the field has; what is read or made while this one is made is among them.
    private(set) var known: [DropdownOption]

    init(session: Session, option: PlannedOption, number: Int, known: [DropdownOption]) {
        self.session = session
        self.option = option
        self.number = number
        self.known = known
    }

    static func find(_ text: String, in options: [DropdownOption]) -> DropdownOption? {
        options.first { $0.text == text } ?? options.first { $0.text.lowercased() == text.lowercased() }
    }

    var label: String? { nil }
    var isKeyItsOwn: Bool { true }

    var record: OperationRecord {
        OperationRecord(step: number, kind: .createOption, list: option.list, part: number, state: .sent, sentAt: session.now())
    }

    mutating func send() async -> Result<WriteResult, AffinityError> {
        let field = session.frame.fields[option.field]
        do throws(AffinityError) {
            let made = try await session.ask { writer throws(AffinityError) in
                try await writer.createOption(option.text, of: field.id, type: field.type, on: option.list, among: known)
            }
            known.append(made)
            return .success(WriteResult(id: made.id.rawValue))
        } catch {
            return .failure(error)
        }
    }

    mutating func meaning(of refusal: Refusal) -> WriteMachine.Meaning { refusal.saysInUse ? .keyInUse : .final }

    /// Texts are unique within a field, so that what it made and who has its text are found alike.
    mutating func look(
        for question: WriteMachine.Question
    ) async throws(RunFileError) -> Result<[WriteMachine.Candidate], AffinityError> {
        do throws(AffinityError) {
            known = try await session.options(of: option)
        } catch {
            return .failure(error)
        }
        return .success(
            Self.find(option.text, in: known).map { [WriteMachine.Candidate(id: $0.id.rawValue, label: $0.text)] } ?? [])
    }

    func mayPass(_ refusal: Refusal) -> Bool { false }

    /// It belongs to no row.
    func ending(_ outcome: WriteMachine.Outcome) -> RowResult? { nil }
}

extension Session {
    fileprivate func options(of option: PlannedOption) async throws(AffinityError) -> [DropdownOption] {
        try await ask { writer throws(AffinityError) in
            try await writer.options(of: frame.fields[option.field].id, on: option.list)
        }
    }
}

/// The options that the run makes before its rows, and those that could not be made.
final class NewOptions: Sendable {
    private struct State {
        var made: [DropdownOptionID: DropdownOption] = [:]
        var failures: [DropdownOptionID: String] = [:]
    }

    private let state = Mutex(State())

    func record(_ option: DropdownOption, for placeholder: DropdownOptionID) { state.withLock { $0.made[placeholder] = option } }

    func failed(_ placeholder: DropdownOptionID, _ reason: String) { state.withLock { $0.failures[placeholder] = reason } }

    /// The updates with Affinity's ids for the plan's placeholders.
    func resolved(_ updates: [FieldUpdate]) -> [FieldUpdate] {
        guard updates.contains(where: { !($0.data?.newOptions ?? []).isEmpty }) else { return updates }
        let made = state.withLock { $0.made }
        func resolved(_ option: OptionReference) -> OptionReference {
            made[option.id].map { OptionReference(id: $0.id, text: $0.text) } ?? option
        }
        return updates.map { update in
            let data = update.data?.map { scalar in scalar.option.map { .option(resolved($0)) } ?? scalar }
            return FieldUpdate(id: update.id, type: update.type, data: data)
        }
    }

    /// Why the row can't be worked: an option of its own could not be made.
    func missing(for row: PlannedRow, _ frame: PlanFrame) -> RowProblem? {
        guard !frame.options.isEmpty else { return nil }
        let failures = state.withLock { $0.failures }
        guard !failures.isEmpty else { return nil }
        for cell in row.cells where cell.isWrite {
            for placeholder in cell.after?.newOptions ?? [] {
                guard let reason = failures[placeholder.id] else { continue }
                let field = frame.fields[cell.field].name
                return RowProblem(
                    step: .setFields, field: field, code: RunCode.A003,
                    reason: "the option \"\(placeholder.text)\" could not be made: \(reason)",
                    hint: "add it to \(field) in Affinity, then import this row again")
            }
        }
        return nil
    }
}
