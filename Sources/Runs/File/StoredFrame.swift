import Planning

/// `PlanFrame` as it is kept in the run file.
struct StoredFrame: Codable {
    var pipeline: String
    var account: String
    var user: String
    var sourceName: String
    var header: [String]
    var parts: [SourcePart]?
    var lists: [PlannedList]
    var fields: [PlannedField]
    var origins: PlanOrigins?
    var opening: SheetOpening?

    init(_ frame: PlanFrame) {
        pipeline = frame.pipeline
        account = frame.account
        user = frame.user
        sourceName = frame.sourceName
        header = frame.header
        parts = frame.parts
        lists = frame.lists
        fields = frame.fields
        origins = frame.origins
        opening = frame.opening
    }

    var frame: PlanFrame {
        PlanFrame(
            pipeline: pipeline, account: account, user: user, sourceName: sourceName, header: header, parts: parts ?? [], lists: lists,
            fields: fields,
            origins: origins, opening: opening)
    }
}
