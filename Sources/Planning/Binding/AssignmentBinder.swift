import Affinity
import Diagnostics
import PipelineSpec
import Text

/// Binds the lines of `set-fields` to fields of the list or the record, and checks that the value fits the field.
struct AssignmentBinder {
    private let pipeline: ImportPipeline
    private let catalog: Catalog
    private let people: PeopleIndex
    private let companies: CompanyIndex
    private(set) var fields: [PlannedField] = []
    private(set) var assignments: [BoundAssignment] = []
    /// One for each of `fields`.
    private(set) var origins: [PlanOrigins.Cell] = []
    /// Indices into `fields`.
    private(set) var enrichedFields: Set<Int> = []
    private(set) var problems: [Diagnostic] = []

    init(pipeline: ImportPipeline, catalog: Catalog, people: PeopleIndex) {
        self.pipeline = pipeline
        self.catalog = catalog
        self.people = people
        companies = CompanyIndex(catalog.companies, merged: catalog.mergedCompanies)
    }

    /// - Parameter target: The stage whose record gets the values, and the list that it is on, if any, as an index into the stage's lists.
    mutating func bind(
        _ stated: Assignment, reader: ValueReader, stage: Int, kind: RecordKind, list: (index: Int, list: AffinityList)?
    ) {
        var (assignment, reader) = (stated, reader)
        let resolver = FieldResolver(kind: kind, list: list?.list, catalog: catalog)
        let field: Field
        let listID: ListID?
        do {
            switch try resolver.resolve(assignment.field.value) {
            case .list(let found, let id): (field, listID) = (found, id)
            case .record(let found): (field, listID) = (found, nil)
            }
        } catch {
            switch error {
            case .unknown(let names):
                problems.append(.unknownField(assignment.field, list: list?.list.name, kind: kind, names: names, in: pipeline.file))
            case .ambiguous(let choices): problems.append(.ambiguousField(assignment.field, choices: choices, in: pipeline.file))
            }
            return
        }
        guard !fields.contains(where: { $0.id == field.id && $0.list == listID && $0.record == stage }) else {
            problems.append(.fieldSetTwice(assignment.key, id: field.id.rawValue, in: pipeline.file))
            return
        }
        if let reason = ReadOnlyFields.reason(of: field, on: listID, kind: kind) {
            problems.append(.readOnlyField(assignment.field, reason: reason, in: pipeline.file))
            return
        }
        if assignment.unknownOption == .create, field.valueType.isDropdown, let reason = fixedOptions(of: field, on: listID, kind: kind) {
            problems.append(.fixedOptions(assignment.field, reason: reason, in: pipeline.file))
            return
        }
        guard check(assignment, against: field) else { return }
        if let separator = assignment.value.options.separator(isMulti: field.valueType.isMulti), !assignment.value.isLocation {
            assignment.value.options.split = separator
            reader = reader.leavingMapToParts()
        }
        let conversion = conversion(of: assignment, to: field, assignment.value.options)
        check(textsOf: assignment, reader: reader, field: field)
        origins.append(PlanOrigins.Cell(assignment))
        var planned = PlannedField(id: field.id, name: field.name, type: field.valueType, list: listID, record: stage, kind: kind)
        if assignment.onRefusal == .row { planned.keepsRow = true }
        if field.origin == .enriched { enrichedFields.insert(fields.count) }
        assignments.append(
            BoundAssignment(
                planned, at: fields.count, entry: listID == nil ? nil : list?.index, name: assignment.key.value, reader: reader,
                conversion: conversion, isLocation: assignment.value.isLocation, assignment: assignment))
        fields.append(planned)
    }

    /// Why nobody can add options to a dropdown through the API (AffinityAPI.md#dropdown-options).
    private func fixedOptions(of field: Field, on list: ListID?, kind: RecordKind) -> String? {
        if field.origin == .enriched { return "its options are those of Affinity's data" }
        let isReachable = list != nil || catalog.lists.contains { $0.kind == kind.entityKind }
        return isReachable ? nil : "Affinity takes new options through a list of \(kind.plural) only, and the account has none"
    }

    /// A value that is not a field's: records that a new one belongs to, the author of a note.
    func reference(_ value: ValueSource, name: String, type: FieldValueType, reader: ValueReader, usersOnly: Bool = false)
        -> BoundAssignment
    {
        BoundAssignment(
            PlannedField(id: FieldID(name), name: name, type: type, list: nil), at: -1, entry: nil, name: name, reader: reader,
            conversion: ValueConversion(
                type: type, options: value.options, optionList: [], people: people, companies: companies, skipUnknownOptions: false,
                usersOnly: usersOnly),
            isLocation: false)
    }

    /// Whether the field can be set at all, and with this form of value and these policies.
    private mutating func check(_ assignment: Assignment, against field: Field) -> Bool {
        let type = field.valueType
        let before = problems.count
        let name = assignment.field
        if assignment.existing == .append, !type.isMulti {
            problems.append(.appendToSingle(name, type: type, in: pipeline.file))
        }
        if assignment.value.options.separator(isMulti: false) != nil, !type.isMulti {
            problems.append(.splitOfSingle(name, type: type, in: pipeline.file))
        }
        if !type.isLocation, assignment.value.isLocation {
            problems.append(.wrongForm(name, type: type, expected: "only a location field takes { location: … }", in: pipeline.file))
        }
        check(assignment.value.options, against: type)
        return problems.count == before
    }

    private mutating func check(_ options: ValueOptions, against type: FieldValueType) {
        if let kind = options.kind, let reason = ValueConversion.mismatch(of: kind.value, with: type) {
            problems.append(.wrongKind(kind.map(\.rawValue), reason: reason, in: pipeline.file))
        }
        if let format = options.formats.first, type != .datetime, options.kind?.value != .date {
            problems.append(.formatWithoutDate(format, type: type, in: pipeline.file))
        }
        for format in options.formats where format.value != ExcelDate.format {
            do {
                _ = try DatePattern(format.value)
            } catch {
                problems.append(.badFormat(format, reason: error.reason, hint: error.hint, in: pipeline.file))
            }
        }
    }

    /// What the pipeline itself states (a constant, a default, what a map gives) is the same for every row, so what is wrong
    /// with it is the pipeline's error and not the rows'.
    private mutating func check(textsOf assignment: Assignment, reader: ValueReader, field: Field) {
        let type = field.valueType
        // Persons and organizations are looked up later, once the whole file is known.
        guard !type.isPerson, !type.isCompany, !assignment.value.isLocation else { return }
        if type.isDropdown, assignment.unknownOption == .create { return }
        let options = assignment.value.options
        var asStated = options
        asStated.map = [:]
        // A map applies to the parts of a split cell, so what it gives is one part.
        (asStated.split, asStated.isWhole) = (nil, true)
        var refused: [(problem: ConversionProblem, place: SourceSpan?)] = []
        func check(_ text: String, _ conversion: ValueConversion, at place: SourceSpan?) {
            do throws(ConversionProblem) { _ = try conversion.convert(text) } catch { refused.append((error, place)) }
        }
        let places = options.places
        // A row without a single cell leaves what the pipeline states.
        if case .text(let text) = reader.read({ _ in "" }) {
            check(text, conversion(of: assignment, to: field, options), at: places.constant ?? places.fallback)
        }
        var mapped: [String: SourceSpan?] = [:]
        for text in options.map.values { mapped[CellText.trimmed(text)] = places.mapped[text] }
        for (text, place) in mapped.sorted(by: { $0.key < $1.key }) where !text.isEmpty && text != CellText.clearToken {
            check(text, conversion(of: assignment, to: field, asStated), at: place)
        }
        for (problem, place) in refused {
            let found = Spanned(problem.found, at: place ?? assignment.value.span)
            problems.append(.unknownConstant(found, reason: problem.reason, hint: problem.advice, in: pipeline.file))
        }
    }

    private func conversion(of assignment: Assignment, to field: Field, _ options: ValueOptions) -> ValueConversion {
        ValueConversion(
            type: field.valueType, options: options, optionList: catalog.options[field.id] ?? [], people: people, companies: companies,
            skipUnknownOptions: assignment.unknownOption == .skip,
            createUnknownOptions: assignment.unknownOption == .create, usersOnly: FilledInFields.isOwners(field.name, field.valueType))
    }
}

extension ValueSource {
    var isLocation: Bool {
        if case .location = form { true } else { false }
    }
}
