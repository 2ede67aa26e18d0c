package import Affinity
package import PipelineSpec

/// What the account has, as far as an export can name it.
package struct ExportCatalog: Sendable {
    package var account: CurrentUser
    package var lists: [AffinityList] = []
    /// The list that the export names; nil for a directory, and for a name that no list has.
    package var list: ListID?
    /// Of the list that the export names.
    package var views: [SavedView] = []
    /// The columns there are: of the list, or of the records of a directory.
    package var fields: [Field] = []
    /// The columns that the saved view shows, in its order; nil for a whole list.
    package var viewFields: [Field]?

    package init(account: CurrentUser) {
        self.account = account
    }
}

/// Reads what an export can name, each thing once.
package struct ExportCatalogReader: Sendable {
    private let client: AffinityClient

    package init(_ client: AffinityClient) {
        self.client = client
    }

    /// Names that do not exist are skipped here; the binder reports them.
    package func read(_ source: ExportSource) async throws -> ExportCatalog {
        var catalog = ExportCatalog(account: try await client.send(AffinityAPI.whoAmI()))
        switch source {
        case .directory(.organizations): catalog.fields = try await client.all(AffinityAPI.organizationFields())
        case .directory(.persons): catalog.fields = try await client.all(AffinityAPI.personFields())
        case .directory(.opportunities): break
        case .list(let name, let view):
            catalog.lists = try await client.all(AffinityAPI.lists())
            guard let list = try? NamedThing.find(name.value, in: catalog.lists, id: \.id.rawValue, name: \.name) else { return catalog }
            catalog.list = list.id
            catalog.fields = try await client.all(AffinityAPI.listFields(list.id))
            guard let view else { return catalog }
            catalog.views = try await client.all(AffinityAPI.savedViews(list.id))
            guard let found = try? NamedThing.find(view.value, in: catalog.views, id: \.id.rawValue, name: \.name), found.kind == "sheet"
            else { return catalog }
            catalog.viewFields = try await viewFields(list.id, found.id, catalog.fields)
        }
        return catalog
    }

    /// A view's columns can't be read from it; its rows show them (AffinityAPI.md#saved-views).
    private func viewFields(_ list: ListID, _ view: SavedViewID, _ known: [Field]) async throws -> [Field] {
        let page = try await client.page(AffinityAPI.savedViewEntries(list, view: view))
        let byID = Dictionary(known.map { ($0.id, $0) }) { first, _ in first }
        return page.rows.first?.fields.map { value in
            byID[value.id]
                ?? Field(id: value.id, name: value.id.rawValue, origin: .other("view"), valueType: value.type, isRequired: false)
        } ?? []
    }
}

/// Finds what a person means by a name or an id.
enum NamedThing {
    enum Failure: Error {
        case unknown
        case ambiguous(ids: [Int64])
    }

    /// An id decides; then the exact name; then the name without regard to case.
    static func find<Thing>(_ written: String, in things: [Thing], id: (Thing) -> Int64, name: (Thing) -> String) throws(Failure) -> Thing {
        if let number = Int64(written), let thing = things.first(where: { id($0) == number }) { return thing }
        var found = things.filter { name($0) == written }
        if found.isEmpty { found = things.filter { name($0).lowercased() == written.lowercased() } }
        if found.count > 1 { throw .ambiguous(ids: found.map(id)) }
        guard let thing = found.first else { throw .unknown }
        return thing
    }
}
