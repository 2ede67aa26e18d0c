import Affinity
package import Diagnostics
import Exporting
import PipelineSpec
package import Planning

extension ExportRequest {
    /// Whether the names of the export fit an account as it was once read. What a saved view shows is not known then.
    /// - Throws: `Diagnostics` with all that does not fit.
    package func check(against file: AccountFile) throws(Diagnostics) {
        var catalog = ExportCatalog(account: file.user)
        switch pipeline.source {
        case .directory(.organizations): catalog.fields = file.organizationFields.map(\.field)
        case .directory(.persons): catalog.fields = file.personFields.map(\.field)
        case .directory(.opportunities): break
        case .list(let name, _):
            catalog.lists = file.affinityLists
            let found = try? ListResolver.resolve(name.value, in: catalog.lists)
            if let list = file.lists.first(where: { $0.id == found?.id }) {
                catalog.fields = list.fields.map(\.field)
                catalog.views = list.views.map { SavedView(id: $0.id, name: $0.name, kind: $0.kind) }
            }
        }
        do {
            _ = try ExportBinder.bind(pipeline, to: catalog, host: "", target: target)
        } catch {
            throw Diagnostics(error.diagnostics)
        }
    }
}
