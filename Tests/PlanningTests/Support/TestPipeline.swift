import Diagnostics
import PipelineSpec

/// Pipelines in few words. Every name gets a place of its own: line 1 is the account, 10 the source, 20 the organizations,
/// 30 and up the further steps.
enum TestPipeline {
    static let file = SourceFile(name: "pipeline.yaml", text: "")

    static func place(_ line: Int, _ column: Int = 1) -> SourceSpan {
        SourceSpan(start: SourcePosition(line: line, column: column), end: SourcePosition(line: line, column: column + 1))
    }

    static func make(
        _ create: CreateRecords = create(), _ steps: [ImportStep] = [], account: String? = nil, blanks: [String] = [""],
        where conditions: [String: [String]] = [:]
    ) -> ImportPipeline {
        let conditions = conditions.map { ImportSource.Condition(column: Spanned($0.key, at: place(10)), tests: [.oneOf($0.value)]) }
        return ImportPipeline(
            file: file, name: Spanned("test", at: place(2)), description: nil, account: account.map { Spanned($0, at: place(1)) },
            source: ImportSource(csv: Spanned("rows.csv", at: place(9)), blanks: blanks, conditions: conditions),
            steps: [.create(create)] + steps, expect: Expectations(), limits: Limits())
    }

    static func create(
        match: [CreateRecords.Key] = [.domain, .name], name: String = "Company", domain: String? = "Website",
        missing: CreateRecords.WhenMissing = .create, ambiguous: CreateRecords.WhenAmbiguous = .reject,
        found: CreateRecords.WhenFound = .keep
    ) -> CreateRecords {
        CreateRecords(
            span: place(20), match: match.map { Spanned($0, at: place(20, 10)) }, name: column(name, line: 21),
            domain: domain.map { column($0, line: 22) }, whenMissing: missing,
            whenAmbiguous: ambiguous, whenFound: found)
    }

    /// The step that makes records of any kind: a name in `Company`, a site or an address in `Website`.
    static func create(_ kind: RecordKind, match: [CreateRecords.Key]? = nil) -> CreateRecords {
        switch kind {
        case .organization: return create(match: match ?? [.domain, .name])
        case .person:
            var step = CreateRecords(
                span: place(20), kind: .person, match: (match ?? [.email, .name]).map { Spanned($0, at: place(20, 10)) },
                name: column("Company", line: 21))
            step.emails = column("Website", line: 22)
            return step
        case .opportunity:
            var step = CreateRecords(
                span: place(20), kind: .opportunity, match: [Spanned(.name, at: place(20, 10))], name: column("Company", line: 21))
            step.list = Spanned("Rounds", at: place(23))
            return step
        }
    }

    /// The step that puts records on the list with every field; an opportunity is on it as soon as it is made.
    static func addToTheirList(_ kind: RecordKind, present: AddToList.WhenPresent = .keep) -> [ImportStep] {
        switch kind {
        case .organization: [add("Dealflow", present: present)]
        case .person: [add("Founders", present: present)]
        case .opportunity: []
        }
    }

    static func note(_ content: ValueSource) -> ImportStep { .addNote(AddNote(span: place(60), content: content)) }

    static func add(_ list: String = "Dealflow", present: AddToList.WhenPresent = .keep, line: Int = 30) -> ImportStep {
        .addToList(AddToList(span: place(line), list: Spanned(list, at: place(line, 10)), whenPresent: present))
    }

    static func set(_ assignments: Assignment...) -> ImportStep { .setFields(SetFields(span: place(40), assignments: assignments)) }

    static func fields(_ assignments: [Assignment]) -> ImportStep { .setFields(SetFields(span: place(40), assignments: assignments)) }
}

/// The column of that name.
func column(_ name: String, line: Int = 50, _ options: ValueOptions = ValueOptions()) -> ValueSource {
    ValueSource(.column(Spanned(name, at: TestPipeline.place(line, 20))), options: options, at: TestPipeline.place(line, 20))
}

func constant(_ text: String, line: Int = 50, _ options: ValueOptions = ValueOptions()) -> ValueSource {
    ValueSource(.constant(text), options: options, at: TestPipeline.place(line, 20))
}

/// A location whose parts are columns.
func location(_ parts: [LocationParts.Part: String], line: Int = 50) -> ValueSource {
    let parts = parts.sorted { $0.key.rawValue < $1.key.rawValue }.map { (part: $0.key, value: column($0.value, line: line)) }
    return ValueSource(.location(LocationParts(parts: parts)), at: TestPipeline.place(line, 20))
}

/// `field: value` of a `set-fields` step, on its line.
func assign(
    _ field: String, _ value: ValueSource, existing: Assignment.Existing = .overwrite, blank: Assignment.Blank = .keep,
    unknown: Assignment.UnknownOption? = nil, invalid: Assignment.Invalid = .reject, line: Int = 50
) -> Assignment {
    let name = Spanned(field, at: TestPipeline.place(line))
    return Assignment(field: name, key: name, value: value, existing: existing, blank: blank, unknownOption: unknown, invalid: invalid)
}
