/// The same subscriptions as v1's, since 2026-07-15 (AffinityAPI.md#webhooks).
extension V2Router {
    private enum Status: String, CaseIterable {
        case active, disabled
    }

    func oneWebhook(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let webhook = try webhook(state)
        return .json { $0.webhook(webhook) }
    }

    func deleteWebhook(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        state.webhooks.remove(try webhook(state).id)
        return .noContent
    }

    private func webhook(_ state: WorldState) throws(SimulatedResponse) -> Webhook {
        try call.require(.july2026)
        guard let webhook = state.webhooks[try id("webhookId")] else { throw V2Error.notFound }
        return webhook
    }

    func allWebhooks(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(.july2026)
        let filter = try FilterExpression(call.query["filter"], properties: ["id": .id, "createdAt": .time, "updatedAt": .time])
        let ids = state.webhooks.ids.filter { id in
            guard let webhook = state.webhooks[id] else { return false }
            return filter.matches { property in
                switch property {
                case "id": .integer(id)
                case "createdAt": .time(webhook.createdAt)
                default: webhook.updatedAt.map { .time($0) }
                }
            }
        }
        let total = try call.wantsTotalCount() ? ids.count : nil
        return try V2Page(of: ids, call: call).response(totalCount: total) { writer, id in
            if let webhook = state.webhooks[id] { writer.webhook(webhook) }
        }
    }

    func createWebhook(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(.july2026)
        let body = try V2Body(try call.body(), allowed: ["url", "subscriptions"], required: ["url", "subscriptions"])
        guard let url = try receiver(body, except: nil, state) else { throw body.mismatch("url", "is not a string") }
        guard state.webhooks.count < Webhook.most else {
            throw V2Error.badRequest("The limit of \(Webhook.most) webhook subscriptions is reached")
        }
        let events = try events(body) ?? []
        try requireAnswer()
        let webhook = state.addWebhook(url: url, events: events, at: call.now)
        return .json(201) { $0.webhook(webhook) }
    }

    func updateWebhook(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let webhook = try webhook(state)
        let body = try V2Body(try call.body(), allowed: ["url", "subscriptions", "status"])
        var changed = webhook
        if let url = try receiver(body, except: webhook.id, state) { changed.url = url }
        if let events = try events(body) { changed.events = events }
        if let status = try body.choice("status", Status.self) { changed.isDisabled = status == .disabled }
        try requireAnswer()
        changed.updatedAt = call.now
        state.webhooks[changed.id] = changed
        return .noContent
    }

    private func receiver(_ body: V2Body, except id: Int?, _ state: WorldState) throws(SimulatedResponse) -> String? {
        guard let url = try body.text("url") else { return nil }
        if let problem = Webhook.problem(url) { throw V2Error.validation("url", "value at `/url`: \(problem)") }
        guard !state.webhooks.ids.contains(where: { $0 != id && state.webhooks[$0]?.url == url }) else {
            throw V2Error.validation("url", "There is a webhook with this url already")
        }
        return url
    }

    private func events(_ body: V2Body) throws(SimulatedResponse) -> [WebhookEvent]? {
        guard let names = try body.texts("subscriptions") else { return nil }
        var events: [WebhookEvent] = []
        for (index, name) in names.enumerated() {
            guard let event = WebhookEvent(rawValue: name) else { throw body.mismatch("subscriptions/\(index)", "is not an event") }
            events.append(event)
        }
        return events
    }

    private func requireAnswer() throws(SimulatedResponse) {
        if call.request.receiverAnswered == false { throw V2Error.validation("url", "The url did not answer the test delivery") }
    }
}

extension JSONWriter {
    fileprivate mutating func webhook(_ webhook: Webhook) {
        object { writer in
            writer.put("id", webhook.id)
            writer.put("url", webhook.url)
            writer.put("subscriptions", texts: webhook.events.map(\.rawValue))
            writer.put("status", webhook.isDisabled ? "disabled" : "active")
            writer.object("creator") { $0.put("id", webhook.creatorID) }
            writer.put("createdAt", webhook.createdAt, as: Timestamp.seconds)
            writer.put("updatedAt", webhook.updatedAt, as: Timestamp.seconds)
        }
    }
}
