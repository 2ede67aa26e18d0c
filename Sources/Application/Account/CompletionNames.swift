package import Affinity
package import Exporting
package import Planning

/// What the lists of an account are called, with their views and fields: what a shell completes.
package struct CompletionNames: Codable, Hashable, Sendable {
    package struct List: Codable, Hashable, Sendable {
        package let id: Int64
        package let name: String
        /// Nil as long as nobody has read them.
        package var views: [String]?
        package var fields: [String]?
    }

    /// Every list that the key can see.
    package private(set) var lists: [List]

    package init(_ lists: [AffinityList] = []) {
        self.lists = lists.map { List(id: $0.id.rawValue, name: $0.name) }
    }

    package init(_ catalog: Catalog) {
        self.init(catalog.lists)
        for (list, fields) in catalog.listFields { set(fields, of: list) }
    }

    package init(_ catalog: ExportCatalog) {
        self.init(catalog.lists)
        guard let list = catalog.list else { return }
        set(catalog.fields, of: list)
        if !catalog.views.isEmpty { set(catalog.views, of: list) }
    }

    package mutating func set(_ views: [SavedView], of list: ListID) {
        change(list) { $0.views = views.map(\.name) }
    }

    package mutating func set(_ fields: [Field], of list: ListID) {
        change(list) { $0.fields = fields.map(\.name) }
    }

    private mutating func change(_ list: ListID, _ body: (inout List) -> Void) {
        guard let index = lists.firstIndex(where: { $0.id == list.rawValue }) else { return }
        body(&lists[index])
    }

    /// Takes in what was read just now: the lists as they are, and of each what is new. What was not read again stays.
    package mutating func take(_ news: CompletionNames) {
        guard !news.lists.isEmpty else { return }
        let known = Dictionary(lists.map { ($0.id, $0) }) { first, _ in first }
        lists = news.lists.map { list in
            var list = list
            list.views = list.views ?? known[list.id]?.views
            list.fields = list.fields ?? known[list.id]?.fields
            return list
        }
    }
}
