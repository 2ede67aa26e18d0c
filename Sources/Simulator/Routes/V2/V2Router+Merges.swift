/// Merges of records: asked for, then followed through a task (AffinityAPI.md#merged-records). They take as long as the configuration says.
extension V2Router {
    func merges(_ kind: EntityKind, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(.manageDuplicates)
        switch (call.request.method, call.path.count) {
        case ("GET", 1): return try allMerges(kind, state)
        case ("GET", 2):
            guard let merge = state.merges[try call.id(1, "mergeId")], merge.kind == kind else { throw V2Error.notFound }
            return .json { $0.merge(merge) }
        case ("POST", 1): return try startMerge(kind, &state)
        default: throw noRoute
        }
    }

    /// Never looks whether the records exist: the task fails later.
    private func startMerge(_ kind: EntityKind, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
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
            writer.object { writer in
                writer.key("taskUrl")
                writer.string("\(origin)/v2/tasks/\(kind.name)-merges/\(merge.taskID)")
            }
        }
    }

    private func allMerges(_ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
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

    func mergeTasks(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(.manageDuplicates)
        let kind: EntityKind
        switch call.path[1] {
        case "company-merges": kind = .company
        case "person-merges": kind = .person
        default: throw noRoute
        }
        let merges = newestFirst(kind, state)
        if call.path.count == 3 {
            guard let merge = merges.first(where: { $0.taskID == call.path[2] }) else { throw V2Error.notFound }
            return .json { $0.mergeTask(merge) }
        }
        guard call.path.count == 2 else { throw noRoute }
        let filter = try FilterExpression(call.query["filter"], properties: ["status": .name])
        let wanted = merges.filter { merge in filter.matches { _ in .text(merge.status) } }
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
            writer.key("id")
            writer.integer(merge.id)
            writer.key("status")
            writer.string(merge.status)
            writer.key("taskId")
            writer.string(merge.taskID)
            if merge.kind == .company { writer.key("primaryCompanyId") } else { writer.key("primaryPersonId") }
            writer.integer(merge.primaryID)
            if merge.kind == .company { writer.key("duplicateCompanyId") } else { writer.key("duplicatePersonId") }
            writer.integer(merge.duplicateID)
            writer.key("startedAt")
            writer.plain(Timestamp.seconds(Int(merge.at)))
            writer.key("completedAt")
            if let endedAt = merge.endedAt { writer.plain(Timestamp.seconds(Int(endedAt))) } else { writer.null() }
            writer.key("errorMessage")
            writer.optional(merge.problem)
        }
    }

    fileprivate mutating func mergeTask(_ merge: MergeRecord) {
        object { writer in
            writer.key("id")
            writer.string(merge.taskID)
            writer.key("status")
            writer.string(merge.status)
            writer.key("resultsSummary")
            writer.object { writer in
                writer.key("total")
                writer.integer(1)
                writer.key("inProgress")
                writer.integer(merge.status == "in-progress" ? 1 : 0)
                writer.key("success")
                writer.integer(merge.status == "success" ? 1 : 0)
                writer.key("failed")
                writer.integer(merge.status == "failed" ? 1 : 0)
            }
        }
    }
}
