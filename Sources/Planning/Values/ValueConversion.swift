package import Affinity
package import PipelineSpec
import Text

/// How the texts of one field become its values. Made once for a field, used for every row.
package struct ValueConversion: Sendable {
    /// How many values a cell of Affinity takes (AffinityAPI.md#values).
    package static let mostValues = 100

    let type: FieldValueType
    private let isMulti: Bool
    /// What would part the cells of the column that are not known as they are.
    private var partAdvice: PartAdvice?
    /// What the places of the column are.
    private(set) var placeAdvice: PlaceAdvice?
    /// What the column has that is not a value.
    private var words = UnreadableWords()
    let kind: ValueOptions.Kind?
    private var split: String?
    /// How many separators an option holds at most.
    private var joining: Int
    /// Applied to each part when the cell is split; otherwise the reader has applied it already.
    private let map: [String: String]
    let skipsUnknownOptions: Bool
    /// The run makes the options that the field does not have.
    let createsUnknownOptions: Bool
    /// The field takes users of the account and nobody else.
    let usersOnly: Bool
    let people: PeopleIndex
    let companies: CompanyIndex
    let options: DropdownIndex
    private(set) var dates: DateReader
    private(set) var numbers: NumberFieldReader

    /// - Parameters:
    ///   - optionList: the options of the field when it is a dropdown.
    ///   - skipUnknownOptions: an option that does not exist is left out instead of thrown.
    package init(
        type: FieldValueType, options: ValueOptions, optionList: [DropdownOption], people: PeopleIndex,
        companies: CompanyIndex = CompanyIndex([]), skipUnknownOptions: Bool, createUnknownOptions: Bool = false,
        usersOnly: Bool = false
    ) {
        self.type = type
        isMulti = type.isMulti
        kind = options.kind?.value
        split = isMulti ? options.separator(isMulti: true) : nil
        map = split == nil ? [:] : options.map
        skipsUnknownOptions = skipUnknownOptions
        createsUnknownOptions = createUnknownOptions && type.isDropdown
        self.usersOnly = usersOnly
        self.people = people
        self.companies = companies
        let index = DropdownIndex(optionList, optionCase: options.optionCase)
        self.options = index
        joining = split.map { index.most(of: $0) } ?? 0
        dates = DateReader(formats: options.formats.map(\.value), partial: options.partial)
        // The cells of a workbook come as Excel shows them, with a point.
        numbers = NumberFieldReader(decimal: options.readsShownNumbers ? "." : options.decimal)
    }

    /// Whether this type can be set at all.
    package static func canWrite(_ type: FieldValueType) -> Bool { type.scalar != nil }

    /// Why `as:` of this kind makes no sense for a field of this type; nil when it does.
    package static func mismatch(of kind: ValueOptions.Kind, with type: FieldValueType) -> String? {
        let fits =
            switch kind {
            case .text: true
            case .number: type.scalar == .number || type.scalar == .text
            case .date: type.scalar == .date || type.scalar == .text
            case .domain: type.scalar == .text || type.isCompany
            case .email: type.scalar == .text || type.isPerson
            case .person: type.isPerson
            case .organization: type.isCompany
            }
        return fits ? nil : "a field of type \(type) can't take a value as \(kind.rawValue)"
    }

    /// Whether texts become dates here.
    var readsDates: Bool { type.scalar == .date || kind == .date }

    /// Whether texts become numbers here.
    var readsNumbers: Bool { type.scalar == .number || kind == .number }

    /// The same, which reads its texts with the whole column in view.
    func withHints(by advice: ColumnAdvice) -> ValueConversion {
        var conversion = self
        if let dates = advice.dates { conversion.dates.advice = dates }
        if let numbers = advice.numbers { conversion.numbers.advise(numbers) }
        conversion.words = advice.words
        conversion.placeAdvice = advice.places
        conversion.partAdvice = advice.cells.advice(for: self)
        return conversion
    }

    /// The same for cells that are parted so; of a field of one value the first part counts.
    func parted(by separator: String) -> ValueConversion {
        var conversion = self
        conversion.split = separator
        conversion.joining = options.most(of: separator)
        return conversion
    }

    /// What of the places of a text is guessed by its column.
    func guesses(in text: String) -> [String] {
        guard type.isLocation, placeAdvice != nil || text.utf8.contains(UInt8(ascii: "/")) else { return [] }
        return parts(of: text).flatMap { [placeAdvice?.guess(of: $0), LocationText.guessOfOne($0)].compactMap(\.self) }
    }

    /// Whether cells are looked up in what the account has.
    var looksUp: Bool { type.isDropdown || type.isPerson || type.isCompany }

    /// - Parameter text: of `RowReading.text`.
    /// - Returns: nil when nothing is left of it: only unknown options that are skipped, only separators, or a text that `map` makes
    ///   empty.
    package func convert(_ text: String) throws(ConversionProblem) -> FieldData? {
        do throws(ConversionProblem) { return try value(text) } catch {
            if let partAdvice, looksUp, !knows(text), parted(by: partAdvice.separator).knows(text) {
                throw error.parted(by: partAdvice, isMulti: isMulti)
            }
            throw words.explaining(error, of: text)
        }
    }

    private func value(_ text: String) throws(ConversionProblem) -> FieldData? {
        guard let kind = type.scalar else { throw .notWritable(text, type: type.rawValue) }
        if isMulti { return try several(text, kind) }
        guard let text = mapped(text) else { return nil }
        return try scalar(text, kind).map(FieldData.one)
    }

    private func scalar(_ text: String, _ kind: FieldValueType.Scalar) throws(ConversionProblem) -> FieldScalar? {
        switch kind {
        case .text: try self.text(text).map(FieldScalar.text)
        case .number: try number(text).map(FieldScalar.number)
        case .date: .date(try date(text))
        case .option: try option(text).map(FieldScalar.option)
        case .person: try person(text).map(FieldScalar.person)
        case .company: try company(text).map(FieldScalar.company)
        case .location: try place(text).map(FieldScalar.location)
        }
    }

    /// The places of a cell, to be compared with those that the cell of Affinity holds.
    ///
    /// - Parameter text: of `RowReading.text`.
    package func places(_ text: String) throws(ConversionProblem) -> [LocationEdit] {
        guard isMulti else {
            guard let text = mapped(text) else { return [] }
            return [try placeEdit(text)]
        }
        var places: [LocationEdit] = []
        for part in parts(of: text) {
            let place = try placeEdit(part)
            if !places.contains(place) { places.append(place) }
        }
        guard places.count <= Self.mostValues else { throw .tooManyValues(text, count: places.count) }
        return places
    }

    /// The texts that would be looked up one by one: the parts of a cell with several values, else the cell. A cell that is one value as
    /// a whole is not parted, and of options that hold separators the longest counts.
    package func parts(of text: String) -> [String] {
        guard let split, !isOne(text) else { return mapped(text).map { [$0] } ?? [] }
        let parts = PartedText.parts(of: text, by: split, joining: joining) { map[$0] != nil || options.knows($0) }
        return map.isEmpty ? parts : parts.compactMap(mapped)
    }

    /// Whether a text is the name of one value, whatever it holds.
    private func isOne(_ text: String) -> Bool {
        if map[text] != nil { return true }
        if type.isDropdown { return options.knows(text) }
        // By its name only: "Ada <ada@a.vc>; Bob <bob@b.vc>" ends in an address that somebody has, and is two persons all the same.
        if type.isPerson, case .name = PersonKey(text) { if case .none = people.find(text) { return false } else { return true } }
        if type.isCompany, CompanyKey(text).isName { if case .none = companies.find(text) { return false } else { return true } }
        return false
    }

    /// Calls `body` with each of `parts`.
    func forEachPart(of text: String, _ body: (String) -> Void) {
        if split != nil {
            for part in parts(of: text) { body(part) }
        } else if let text = mapped(text) {
            body(text)
        }
    }

    /// Every part once, in the order of the cell.
    private func several(_ text: String, _ kind: FieldValueType.Scalar) throws(ConversionProblem) -> FieldData? {
        var values: [FieldScalar] = []
        // Most cells hold a few values, among which looking is faster than hashing.
        var seen = Set<FieldScalar>()
        for part in parts(of: text) {
            guard let value = try scalar(part, kind) else { continue }
            if values.count == 16 { seen = Set(values) }
            guard values.count < 16 ? !values.contains(value) : seen.insert(value).inserted else { continue }
            values.append(value)
        }
        guard values.count <= Self.mostValues else { throw .tooManyValues(text, count: values.count) }
        return values.isEmpty ? nil : .several(values)
    }

    private func mapped(_ text: String) -> String? {
        guard !map.isEmpty, let other = map[text] else { return text }
        let trimmed = CellText.trimmed(other)
        return trimmed.isEmpty ? nil : trimmed
    }
}
