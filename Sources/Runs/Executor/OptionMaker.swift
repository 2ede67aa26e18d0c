import Affinity
import Planning

/// Makes the options that rows need (`unknown-option: create`), each once, before the first row. What a field has by now is read
/// first: an option that a colleague or a killed session of this run made is taken.
struct OptionMaker: Sendable {
    let session: Session

    func work() async throws(RunFileError) {
        let wanted = session.frame.options
        guard !wanted.isEmpty else { return }
        let earlier = try session.file.optionOperations()
        for field in Set(wanted.map(\.field)).sorted() {
            let options = wanted.enumerated().filter { $0.element.field == field }
            guard let first = options.first?.element, var known = try await read(first) else { return }
            for (number, option) in options {
                guard !session.isStopping else { return }
                if let found = Self.find(option.text, in: known) {
                    try take(found, option, number, earlier.first { $0.step == number })
                    continue
                }
                guard try await make(option, number, &known) else { return }
            }
        }
    }

    /// Nil when the run stops.
    func read(_ option: PlannedOption) async throws(RunFileError) -> [DropdownOption]? {
        session.countRequest()
        do {
            return try await session.writer.options(of: session.frame.fields[option.field].id, on: option.list)
        } catch {
            session.stop(error == .cancelled ? .asked : .affinity(error))
            return nil
        }
    }

    static func find(_ text: String, in options: [DropdownOption]) -> DropdownOption? {
        options.first { $0.text == text } ?? options.first { $0.text.lowercased() == text.lowercased() }
    }

    private func take(
        _ found: DropdownOption, _ option: PlannedOption, _ number: Int, _ earlier: OperationRecord?
    ) throws(RunFileError) {
        session.options.took(found, for: option.placeholder)
        // What a killed session sent is its own; what was there is a colleague's.
        guard var record = earlier, record.state != .done else { return }
        record.state = .done
        record.result = found.id.rawValue
        record.doneAt = session.now()
        record.message = "not answered; found by looking"
        try session.journal.finish(record, of: RunFile.rowOfOptions, ending: nil)
    }

    /// An option that Affinity refuses rejects the rows that need it, later.
    /// - Returns: False when the run stops.
    private func make(_ option: PlannedOption, _ number: Int, _ known: inout [DropdownOption]) async throws(RunFileError) -> Bool {
        let field = session.frame.fields[option.field]
        var record = OperationRecord(step: number, kind: .createOption, list: option.list, state: .sent, sentAt: session.now())
        for _ in 0..<StepWorker.tries {
            record.sentAt = session.now()
            try session.journal.intend(record, of: RunFile.rowOfOptions)
            session.countRequest()
            switch await send(option.text, field, option.list, known) {
            case .success(let made):
                record.state = .done
                record.result = made.id.rawValue
                record.status = 200
                try finish(record)
                session.options.took(made, for: option.placeholder)
                known.append(made)
                return true
            case .failure(.refused(let refusal)):
                record.state = .refused
                record.status = refusal.status
                record.message = refusal.text
                try finish(record)
                session.options.failed(option.placeholder, refusal.text)
                return true
            case .failure(.outcomeUnknown(let reason)):
                record.state = .unknown
                record.message = reason
                record.doneAt = session.now()
                try session.journal.doubt(record, of: RunFile.rowOfOptions)
                record.attempts += 1
                guard let now = try await read(option) else { return false }
                known = now
                if let found = Self.find(option.text, in: now) {
                    try take(found, option, number, record)
                    return true
                }
            case .failure(let error):
                try session.journal.withdraw(record, of: RunFile.rowOfOptions)
                session.stop(error == .cancelled ? .asked : .affinity(error))
                return false
            }
        }
        session.stop(.affinity(.unreachable(reason: "\(StepWorker.tries) times in a row a write was not answered")))
        return false
    }

    private func send(
        _ text: String, _ field: PlannedField, _ list: ListID, _ known: [DropdownOption]
    ) async -> Result<DropdownOption, AffinityError> {
        do throws(AffinityError) {
            return .success(try await session.writer.createOption(text, of: field.id, type: field.type, on: list, among: known))
        } catch {
            return .failure(error)
        }
    }

    private func finish(_ record: OperationRecord) throws(RunFileError) {
        var record = record
        record.doneAt = session.now()
        try session.journal.finish(record, of: RunFile.rowOfOptions, ending: nil)
    }
}
