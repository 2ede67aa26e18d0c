import PipelineSpec
import Planning

/// `PlanFrame` as it is kept in the run file.
struct StoredFrame: Codable {
    var pipeline: String
    var account: String
    var user: String
    var sourceName: String
    var header: [String]
    var parts: [SourcePart]?
    /// Nil in files that know one organization a row.
    var records: [PlannedStep]?
    var lists: [PlannedList]
    var fields: [PlannedField]
    var options: [PlannedOption]?
    var origins: PlanOrigins?
    var opening: SheetOpening?

    init(_ frame: PlanFrame) {
        pipeline = frame.pipeline
        account = frame.account
        user = frame.user
        sourceName = frame.sourceName
        header = frame.header
        parts = frame.parts
        records = frame.records
        lists = frame.lists
        fields = frame.fields
        options = frame.options
        origins = frame.origins
        opening = frame.opening
    }

    var frame: PlanFrame {
        PlanFrame(
            pipeline: pipeline, account: account, user: user, sourceName: sourceName, header: header, parts: parts ?? [],
            records: records ?? [PlannedStep(kind: .organization, step: "create-organizations")],
            lists: lists, fields: fields, options: options ?? [], origins: origins, opening: opening)
    }
}
