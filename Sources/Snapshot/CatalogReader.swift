package import Affinity
package import PipelineSpec
package import Planning

/// Reads what a pipeline can name: the account, its lists, the fields of the lists named, the options of the dropdowns
/// named, and the users. Names that do not exist are skipped here; the binder reports them, all at once.
package struct CatalogReader: Sendable {
    private let client: AffinityClient

    package init(_ client: AffinityClient) {
        self.client = client
    }

    package func read(for pipeline: ImportPipeline) async throws -> Catalog {
        async let account = client.send(AffinityAPI.whoAmI())
        async let lists = client.all(AffinityAPI.lists())
        async let organizationFields = client.all(AffinityAPI.organizationFields())
        var catalog = try await Catalog(account: account, lists: lists, organizationFields: organizationFields)
        let targets = StepTargets(pipeline, lists: catalog.lists).targets
        if targets.contains(where: { $0?.kind == .person }) { catalog.personFields = try await client.all(AffinityAPI.personFields()) }
        for list in targets.compactMap({ $0?.list }) where catalog.listFields[list.id] == nil {
            catalog.listFields[list.id] = try await client.all(AffinityAPI.listFields(list.id))
        }
        let fields = Self.fieldsNamed(pipeline, targets, catalog)
        catalog.options = try await options(of: fields)
        if fields.contains(where: { $0.resolution.valueType.isPerson }) || Self.namesPersons(pipeline) {
            catalog.people = try await users()
        }
        return catalog
    }

    /// All that an import of records of this kind can name, whether or not a pipeline names it: for drafting one. What Affinity or a data
    /// provider fills in is left out of the options.
    ///
    /// - Parameter list: the list that the records go on; nil for none.
    package func readAll(of kind: RecordKind, on list: AffinityList?) async throws -> Catalog {
        async let account = client.send(AffinityAPI.whoAmI())
        async let lists = client.all(AffinityAPI.lists())
        async let organizationFields = client.all(AffinityAPI.organizationFields())
        async let people = users()
        var catalog = try await Catalog(account: account, lists: lists, organizationFields: organizationFields)
        catalog.people = try await people
        if kind == .person { catalog.personFields = try await client.all(AffinityAPI.personFields()) }
        if let list { catalog.listFields[list.id] = try await client.all(AffinityAPI.listFields(list.id)) }
        var fields = Set(
            catalog.recordFields(kind).filter { $0.origin == .global }.map { NamedField(kind: kind, resolution: .record($0)) })
        if let list {
            for field in catalog.listFields[list.id] ?? [] where field.origin == .list {
                fields.insert(NamedField(kind: kind, resolution: .list(field, list.id)))
            }
        }
        catalog.options = try await options(of: fields)
        return catalog
    }

    /// All that any pipeline can name: every list with its fields and views, the fields of organizations and persons, the options of what
    /// can be set, the users.
    /// - Parameter now: when it is read, ISO 8601.
    package func readAccount(at now: String) async throws -> AccountFile {
        async let account = client.send(AffinityAPI.whoAmI())
        async let lists = client.all(AffinityAPI.lists())
        async let organizationFields = client.all(AffinityAPI.organizationFields())
        async let personFields = client.all(AffinityAPI.personFields())
        async let people = users()
        var catalog = try await Catalog(account: account, lists: lists, organizationFields: organizationFields)
        catalog.personFields = try await personFields
        catalog.people = try await people
        var views: [ListID: [SavedView]] = [:]
        try await withThrowingTaskGroup(of: (ListID, [Field], [SavedView]).self) { [client, lists = catalog.lists] group in
            for list in lists {
                group.addTask {
                    let fields = try await client.all(AffinityAPI.listFields(list.id))
                    return (list.id, fields, try await client.all(AffinityAPI.savedViews(list.id)))
                }
            }
            for try await (list, fields, found) in group {
                catalog.listFields[list] = fields
                views[list] = found
            }
        }
        var fields: Set<NamedField> = []
        for list in catalog.lists {
            for field in catalog.listFields[list.id] ?? [] where field.origin == .list {
                fields.insert(NamedField(kind: RecordKind(list.kind), resolution: .list(field, list.id)))
            }
        }
        for kind in [RecordKind.organization, .person] {
            for field in catalog.recordFields(kind) where field.origin == .global {
                fields.insert(NamedField(kind: kind, resolution: .record(field)))
            }
        }
        catalog.options = try await options(of: fields)
        return AccountFile(catalog, views: views, readAt: now)
    }

    private func options(of fields: Set<NamedField>) async throws -> [FieldID: [DropdownOption]] {
        try await withThrowingTaskGroup(of: (FieldID, [DropdownOption]).self) { group in
            for field in fields where field.resolution.valueType.isDropdown {
                group.addTask { [client] in
                    switch field.resolution {
                    case .list(let field, let list):
                        (field.id, try await client.all(AffinityAPI.dropdownOptions(list: list, field: field.id)))
                    case .record(let found):
                        (
                            found.id,
                            try await client.all(
                                field.kind == .person
                                    ? AffinityAPI.personDropdownOptions(field: found.id)
                                    : AffinityAPI.organizationDropdownOptions(field: found.id))
                        )
                    }
                }
            }
            var options: [FieldID: [DropdownOption]] = [:]
            for try await (field, found) in group { options[field] = found }
            return options
        }
    }

    /// The list of users is beta (AffinityAPI.md#who-the-key-is): where it is not served, persons are looked up one by one.
    private func users() async throws(AffinityError) -> [Person] {
        do {
            return try await client.all(AffinityAPI.users())
        } catch {
            switch error {
            case .forbidden, .refused: return []
            default: throw error
            }
        }
    }

    private struct NamedField: Hashable {
        var kind: RecordKind
        var resolution: FieldResolver.Resolution
    }

    private static func fieldsNamed(
        _ pipeline: ImportPipeline, _ targets: [StepTargets.Target?], _ catalog: Catalog
    ) -> Set<NamedField> {
        var found: Set<NamedField> = []
        for (step, target) in zip(pipeline.steps, targets) {
            guard case .setFields(let step) = step, let target else { continue }
            let resolver = FieldResolver(kind: target.kind, list: target.list, catalog: catalog)
            for assignment in step.assignments {
                if let resolution = try? resolver.resolve(assignment.field.value) {
                    found.insert(NamedField(kind: target.kind, resolution: resolution))
                }
            }
        }
        return found
    }

    /// Besides fields, what new opportunities belong to and who wrote a note.
    private static func namesPersons(_ pipeline: ImportPipeline) -> Bool {
        pipeline.steps.contains { step in
            switch step {
            case .create(let step): step.persons != nil
            case .addNote(let step): step.creator != nil
            default: false
            }
        }
    }
}

extension FieldResolver.Resolution {
    fileprivate var valueType: FieldValueType {
        switch self {
        case .list(let field, _), .record(let field): field.valueType
        }
    }
}
