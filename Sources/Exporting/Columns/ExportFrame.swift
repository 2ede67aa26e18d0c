package import Affinity
package import PipelineSpec

/// An export with every name bound: what is read, what its columns are, and how they are written. All that a later process needs to
/// go on with it.
package struct ExportFrame: Sendable, Hashable, Codable {
    package enum Source: Sendable, Hashable, Codable {
        case list(ListID, name: String, view: View?)
        case directory
    }

    package struct View: Sendable, Hashable, Codable {
        package var id: SavedViewID
        package var name: String
    }

    package struct SortKey: Sendable, Hashable, Codable {
        /// Index into `columns`.
        package var column: Int
        package var isDescending: Bool
    }

    package struct Style: Sendable, Hashable, Codable {
        package var format: ExportTarget.Format
        package var delimiter: UInt8
        package var hasBOM: Bool
        package var hasCRLF: Bool
        package var multiValue: String
        /// A Unicode date pattern; ISO 8601 when nil.
        package var dates: String?
        package var guardsFormulas: Bool
    }

    package var name: String
    /// The account's subdomain.
    package var account: String
    /// The host of the API.
    package var host: String
    /// The proxy on the way there; nil for a key of the user's own.
    package var connection: Connection?
    package var source: Source
    package var kind: EntityKind
    package var columns: [ExportColumn]
    package var sort: [SortKey]
    package var style: Style
    /// Absolute; nil for standard output.
    package var target: String?
    /// What the rows are compared with; nil when all are written.
    package var since: ExportPipeline.Since?

    package init(
        name: String, account: String, host: String, connection: Connection? = nil, source: Source, kind: EntityKind,
        columns: [ExportColumn], sort: [SortKey] = [],
        style: Style, target: String?, since: ExportPipeline.Since? = nil
    ) {
        self.name = name
        self.account = account
        self.host = host
        self.connection = connection
        self.source = source
        self.kind = kind
        self.columns = columns
        self.sort = sort
        self.style = style
        self.target = target
        self.since = since
    }

    /// The fields that are read, each once.
    package var fields: [FieldID] { typedFields.map(\.id) }

    /// What the values of each of them are of.
    var fieldTypes: [FieldValueType] { typedFields.map(\.type) }

    private var typedFields: [(id: FieldID, type: FieldValueType)] {
        var seen: Set<FieldID> = []
        return columns.compactMap { column in
            guard case .field(let id, let type) = column.source, seen.insert(id).inserted else { return nil }
            return (id, type)
        }
    }

    /// Whether the file is compressed: its name says so.
    var isCompressed: Bool { target?.hasSuffix(".gz") ?? false }

    /// What tells this source from every other, as a state says it.
    var sourceName: String {
        switch source {
        case .list(let list, _, let view): "list \(list)" + (view.map { " view \($0.id)" } ?? "")
        case .directory: kind == .company ? "organizations" : kind == .person ? "persons" : "opportunities"
        }
    }

    package var list: ListID? { if case .list(let id, _, _) = source { id } else { nil } }

    package var pages: RawPagedCall {
        switch source {
        case .list(let list, _, let view?): AffinityAPI.rawSavedViewEntries(list, view: view.id)
        case .list(let list, _, nil): AffinityAPI.rawListEntries(list, fieldIDs: fields)
        case .directory: AffinityAPI.rawDirectory(of: kind, fieldIDs: fields)
        }
    }
}

extension ExportFrame.Style {
    package init(_ target: ExportTarget) {
        self.init(
            format: target.format, delimiter: target.delimiter, hasBOM: target.hasBOM, hasCRLF: target.lineEnding == .crlf,
            multiValue: target.multiValue, dates: target.dates, guardsFormulas: target.formulas == .guarded)
    }
}

extension ExportTarget.Format: Codable {}
extension ExportPipeline.Since: Codable {}

extension ExportFrame {
    /// Whether an import can read the file as it is: a CSV file that is not compressed.
    package var canComeBack: Bool { style.format == .csv && !isCompressed }
}
