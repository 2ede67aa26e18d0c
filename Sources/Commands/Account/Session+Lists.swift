import Affinity
import Application
import Diagnostics
import Planning

extension Session {
    /// The list that a user means by a name or an id.
    func list(named written: String) async throws -> AffinityList {
        let lists = try await client.all(AffinityAPI.lists())
        remember { $0.take(CompletionNames(lists)) }
        do {
            return try ListResolver.resolve(written, in: lists)
        } catch {
            throw Failure(list: written, error)
        }
    }
}

extension Failure {
    fileprivate init(list written: String, _ failure: ListResolver.Failure) {
        switch failure {
        case .unknown(let names):
            self.init(
                .usage, code: CommandCode.U103, "there is no list \"\(written)\" that this key can see", hint: Self.near(written, names))
        case .ambiguous(let ids):
            let choices = ids.map(\.description).joined(separator: ", ")
            self.init(.usage, code: CommandCode.U104, "\(ids.count) lists are named \"\(written)\"", hint: "say which by id: \(choices)")
        }
    }
}
