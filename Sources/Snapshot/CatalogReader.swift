package import Affinity
package import PipelineSpec
package import Planning

/// Reads what a pipeline can name: the account, its lists, the fields of the lists named, the options of the dropdowns
/// named, and the users. Names that do not exist are passed over here; the binder reports them, all at once.
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
        for list in Self.listsNamed(pipeline, in: catalog.lists) where catalog.listFields[list.id] == nil {
            catalog.listFields[list.id] = try await client.all(AffinityAPI.listFields(list.id))
        }
        let fields = Self.fieldsNamed(pipeline, catalog)
        catalog.options = try await options(of: fields)
        if fields.contains(where: { $0.valueType.isPerson }) { catalog.people = try await users() }
        return catalog
    }

    private func options(of fields: [FieldResolver.Resolution]) async throws -> [FieldID: [DropdownOption]] {
        try await withThrowingTaskGroup(of: (FieldID, [DropdownOption]).self) { group in
            for field in fields where field.valueType.isDropdown {
                group.addTask { [client] in
                    switch field {
                    case .list(let field, let list):
                        (field.id, try await client.all(AffinityAPI.dropdownOptions(list: list, field: field.id)))
                    case .organization(let field):
                        (field.id, try await client.all(AffinityAPI.organizationDropdownOptions(field: field.id)))
                    }
                }
            }
            var options: [FieldID: [DropdownOption]] = [:]
            for try await (field, found) in group { options[field] = found }
            return options
        }
    }

    /// The list of users is beta (v2 sheet §3.1): where it is not served, persons are looked up one by one.
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

    private static func listsNamed(_ pipeline: ImportPipeline, in lists: [AffinityList]) -> [AffinityList] {
        pipeline.steps.compactMap { step in
            guard case .addToList(let step) = step else { return nil }
            return try? ListResolver.resolve(step.list.value, in: lists)
        }
    }

    private static func fieldsNamed(_ pipeline: ImportPipeline, _ catalog: Catalog) -> [FieldResolver.Resolution] {
        var current: AffinityList?
        var found: Set<FieldResolver.Resolution> = []
        for step in pipeline.steps {
            switch step {
            case .createOrganizations: break
            case .addToList(let step): current = try? ListResolver.resolve(step.list.value, in: catalog.lists)
            case .setFields(let step):
                let resolver = FieldResolver(list: current, catalog: catalog)
                found.formUnion(step.assignments.compactMap { try? resolver.resolve($0.field.value) })
            }
        }
        return Array(found)
    }
}

extension FieldResolver.Resolution {
    fileprivate var valueType: FieldValueType {
        switch self {
        case .list(let field, _), .organization(let field): field.valueType
        }
    }
}
