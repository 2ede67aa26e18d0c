/// Subscriptions to changes (AffinityAPI.md#webhooks).
extension V1Router {
    func webhook(_ state: WorldState) throws(SimulatedResponse) -> Webhook {
        let id = try id()
        guard let webhook = state.webhooks[id] else { throw V1Error.missing("webhook_id", id) }
        return webhook
    }

    func allWebhooks(_ state: WorldState) -> SimulatedResponse {
        .json { writer in
            writer.array { writer in
                for webhook in state.webhooks.ids.compactMap({ state.webhooks[$0] }) { writer.v1Webhook(webhook) }
            }
        }
    }

    func oneWebhook(_ webhook: Webhook) -> SimulatedResponse { .json { $0.v1Webhook(webhook) } }

    func createWebhook(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        guard let url = try receiver(parameters) else { throw V1Error.unprocessable("webhook_url is required") }
        guard state.webhooks.count < Webhook.most else {
            throw V1Error.unprocessable("The limit of \(Webhook.most) webhook subscriptions is reached")
        }
        let events = try subscriptions(parameters) ?? []
        try requireAnswer()
        return oneWebhook(state.addWebhook(url: url, events: events, at: call.now))
    }

    func updateWebhook(_ webhook: Webhook, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        guard webhook.creatorID == state.keyUserID else { throw V1Error.forbidden }
        var changed = webhook
        if let url = try receiver(parameters) { changed.url = url }
        if let events = try subscriptions(parameters) { changed.events = events }
        if let isDisabled = parameters.present("disabled")?.boolean { changed.isDisabled = isDisabled }
        try requireAnswer()
        changed.updatedAt = call.now
        state.webhooks[changed.id] = changed
        return oneWebhook(changed)
    }

    func deleteWebhook(_ webhook: Webhook, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        state.webhooks.remove(webhook.id)
        return .success
    }

    private func receiver(_ parameters: JSONValue) throws(SimulatedResponse) -> String? {
        guard let value = parameters.present("webhook_url") else { return nil }
        guard let url = value.text else { throw V1Error.unprocessable("webhook_url must be a string") }
        if let problem = Webhook.problem(url) { throw V1Error.unprocessable("webhook_url: \(problem)") }
        return url
    }

    private func subscriptions(_ parameters: JSONValue) throws(SimulatedResponse) -> [WebhookEvent]? {
        guard let value = parameters.present("subscriptions") else { return nil }
        guard let items = value.items else { throw V1Error.unprocessable("subscriptions must be an array") }
        var events: [WebhookEvent] = []
        for item in items {
            guard let event = item.text.flatMap({ WebhookEvent(rawValue: $0) }) else {
                throw V1Error.unprocessable("subscriptions: \(item.text ?? "") is not a valid event")
            }
            events.append(event)
        }
        return events
    }

    /// The address is called before anything is changed.
    private func requireAnswer() throws(SimulatedResponse) {
        if call.request.receiverAnswered == false { throw V1Error.unprocessable("webhook_url: the address did not answer properly") }
    }
}

extension JSONWriter {
    fileprivate mutating func v1Webhook(_ webhook: Webhook) {
        object { writer in
            writer.put("id", webhook.id)
            writer.put("webhook_url", webhook.url)
            writer.put("subscriptions", texts: webhook.events.map(\.rawValue))
            writer.put("disabled", webhook.isDisabled)
            writer.put("created_by", webhook.creatorID)
            writer.put("updated_at", webhook.updatedAt, as: Timestamp.pacific)
        }
    }
}
