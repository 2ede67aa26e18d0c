import Affinity
import PipelineSpec

/// Files and reminders: whoever has added one to what a run made has built on it. All of an account are read, since few have many; where
/// there are more than some pages, each record that is to be deleted is asked for its own.
struct Attachments: Sendable {
    /// Of 500, of files and of reminders.
    static let mostPages = 10

    private(set) var holders: [UseScan.Key: String] = [:]
    /// Too many to be read at once.
    private(set) var askedEach: [Attachment.Kind] = []
    /// What is not looked at, in words.
    private(set) var omitted: [String] = []
    private(set) var pages = 0

    static func read(_ client: AffinityClient) async throws(AffinityError) -> Attachments {
        var all = Attachments()
        for kind in Attachment.Kind.allCases {
            do throws(AffinityError) {
                let (found, isAll) = try await client.some(AffinityAPI.attachments(kind), pages: mostPages)
                for attachment in found { all.holders[UseScan.Key(attachment.record)] = reason(kind, attachment) }
                all.pages += isAll ? found.count / AffinityAPI.rowsPerSearchPage + 1 : mostPages
                if !isAll { all.askedEach.append(kind) }
            } catch {
                switch error {
                case .forbidden(let reason): all.omitted.append("\(kind.plural) of what is deleted: \(reason)")
                case .refused(let refusal): all.omitted.append("\(kind.plural) of what is deleted: \(refusal.text)")
                default: throw error
                }
            }
        }
        return all
    }

    /// Who has added one to a record.
    func use(of record: RecordReference, _ client: AffinityClient) async throws(AffinityError) -> String? {
        if let reason = holders[UseScan.Key(record)] { return reason }
        for kind in askedEach {
            if let one = try await client.some(AffinityAPI.attachments(kind, of: record), pages: 1).rows.first {
                return Self.reason(kind, one)
            }
        }
        return nil
    }

    private static func reason(_ kind: Attachment.Kind, _ attachment: Attachment) -> String {
        "it has a \(kind.rawValue)\(attachment.text.map { " (\($0))" } ?? "")"
    }
}

extension UseScan.Key {
    init(_ record: RecordReference) {
        switch record {
        case .organization(let id): self.init(kind: .organization, id: RecordID(id))
        case .person(let id): self.init(kind: .person, id: RecordID(id))
        case .opportunity(let id): self.init(kind: .opportunity, id: RecordID(id))
        }
    }
}
