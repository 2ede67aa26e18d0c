/// Merges of records: asked for, then followed through a task (AffinityAPI.md#merged-records). They take as long as the configuration says.
extension V2Router {
    func oneMerge(_ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(.manageDuplicates)
        guard let merge = state.merges[try id("mergeId")], merge.kind == kind else { throw V2Error.notFound }
        return .json { $0.merge(merge) }
    }

    /// Never looks whether the records exist: the task fails later.
    func startMerge(_ kind: EntityKind, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(.manageDuplicates)
        let noun = kind == .company ? "Company" : "Person"
        let keys = ["primary\(noun)Id", "duplicate\(noun)Id"]
        let body = try V2Body(try call.body(), allowed: keys, required: keys)
        let range = 1...9_007_199_254_740_991
        guard let primary = try body.integer(keys[0], in: range), let duplicate = try body.integer(keys[1], in: range) else {
            throw body.mismatch(keys[0], "is not an integer")
        }
        let merge = state.startMerge(
            kind, duplicate: duplicate, into: primary, at: call.now, delay: call.configuration.mergeDelay.seconds)
        let origin = call.request.host.map { "http://\($0)" } ?? "https://api.affinity.co"
        return .json(202) { writer in
            writer.object { $0.put("taskUrl", "\(origin)/v2/tasks/\(kind.name)-merges/\(merge.taskID)") }
        }
    }

    func allMerges(_ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(.manageDuplicates)
        let status = FilterExpression.Property.name
        let filter = try FilterExpression(call.query["filter"], properties: ["status": status, "taskId": status])
        // One into a company of the shared directory is not listed (AffinityAPI.md#merged-records).
        let merges = newestFirst(kind, state).filter { merge in
            (kind == .person || state.organizations[merge.primaryID]?.isGlobal != true)
                && filter.matches { .text($0 == "status" ? merge.status : merge.taskID) }
        }
        return try V2Page(count: merges.count, call: call, defaultLimit: Self.pageLength(kind)).response { writer, index in
            writer.merge(merges[index])
        }
    }

    func oneMergeTask(_ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(.manageDuplicates)
        guard let merge = newestFirst(kind, state).first(where: { $0.taskID == taskID }) else { throw V2Error.notFound }
        return .json { $0.mergeTask(merge) }
    }

    func allMergeTasks(_ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(.manageDuplicates)
        let filter = try FilterExpression(call.query["filter"], properties: ["status": .name])
        let wanted = newestFirst(kind, state).filter { merge in filter.matches { _ in .text(merge.status) } }
        return try V2Page(count: wanted.count, call: call, defaultLimit: Self.pageLength(kind)).response { writer, index in
            writer.mergeTask(wanted[index])
        }
    }

    private func newestFirst(_ kind: EntityKind, _ state: WorldState) -> [MergeRecord] {
        state.merges.ids.reversed().compactMap { state.merges[$0] }.filter { $0.kind == kind }
    }

    /// Pages of person merges are shorter (AffinityAPI.md#pages-of-v2).
    private static func pageLength(_ kind: EntityKind) -> Int { kind == .company ? 100 : 25 }
}

extension JSONWriter {
    fileprivate mutating func merge(_ merge: MergeRecord) {
        object { writer in
            writer.put("id", merge.id)
            writer.put("status", merge.status)
            writer.put("taskId", merge.taskID)
            let isCompany = merge.kind == .company
            writer.put(isCompany ? "primaryCompanyId" : "primaryPersonId", merge.primaryID)
            writer.put(isCompany ? "duplicateCompanyId" : "duplicatePersonId", merge.duplicateID)
            writer.put("startedAt", merge.at, as: Timestamp.seconds)
            writer.put("completedAt", merge.endedAt, as: Timestamp.seconds)
            writer.put("errorMessage", merge.problem)
        }
    }

    fileprivate mutating func mergeTask(_ merge: MergeRecord) {
        object { writer in
            writer.put("id", merge.taskID)
            writer.put("status", merge.status)
            writer.object("resultsSummary") { writer in
                writer.put("total", 1)
                writer.put("inProgress", merge.status == "in-progress" ? 1 : 0)
                writer.put("success", merge.status == "success" ? 1 : 0)
                writer.put("failed", merge.status == "failed" ? 1 : 0)
            }
        }
    }
}
