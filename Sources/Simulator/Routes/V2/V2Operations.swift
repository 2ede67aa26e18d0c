/// The operations that the OpenAPI document of 2026-09-17 declares, by path: what else is asked of a path that it knows is 405, any other
/// path is no route.
enum V2Operations {
    private static let methods: [String: String] = [
        "auth/whoami": "GET",
        "calls": "GET",
        "chat-messages": "GET",
        "companies": "GET",
        "companies/fields": "GET POST",
        "companies/fields/{fieldId}": "POST DELETE",
        "companies/fields/{fieldId}/dropdown-options": "GET",
        "companies/search": "POST",
        "companies/{companyId}": "GET",
        "companies/{companyId}/fields": "GET PATCH",
        "companies/{companyId}/fields/{fieldId}": "GET POST",
        "companies/{companyId}/fields/{fieldId}/values": "GET",
        "companies/{companyId}/list-entries": "GET",
        "companies/{companyId}/lists": "GET",
        "companies/{companyId}/notes": "GET",
        "companies/{companyId}/relationships": "GET",
        "company-merges": "GET POST",
        "company-merges/{mergeId}": "GET",
        "duplicates/company-suggestions": "GET",
        "duplicates/person-suggestions": "GET",
        "emails": "GET",
        "feedback": "POST",
        "field-value-changes": "GET",
        "files": "GET",
        "files/search": "POST",
        "files/{fileId}": "GET",
        "inferred-connections/coworkers": "GET",
        "inferred-connections/investor-executive-connections": "GET",
        "lists": "GET POST",
        "lists/{listId}": "GET",
        "lists/{listId}/fields": "GET POST",
        "lists/{listId}/fields/{fieldId}": "POST DELETE",
        "lists/{listId}/fields/{fieldId}/dropdown-options": "GET POST",
        "lists/{listId}/fields/{fieldId}/dropdown-options/{dropdownOptionId}": "GET POST DELETE",
        "lists/{listId}/list-entries": "GET POST",
        "lists/{listId}/list-entries/search": "POST",
        "lists/{listId}/list-entries/{listEntryId}": "GET DELETE",
        "lists/{listId}/list-entries/{listEntryId}/field-value-changes": "GET",
        "lists/{listId}/list-entries/{listEntryId}/fields": "GET PATCH",
        "lists/{listId}/list-entries/{listEntryId}/fields/{fieldId}": "GET POST",
        "lists/{listId}/list-entries/{listEntryId}/fields/{fieldId}/values": "GET",
        "lists/{listId}/saved-views": "GET",
        "lists/{listId}/saved-views/{viewId}": "GET",
        "lists/{listId}/saved-views/{viewId}/list-entries": "GET",
        "meetings": "GET",
        "meetings/{meetingId}": "GET",
        "notes": "GET POST",
        "notes/search": "POST",
        "notes/{noteId}": "GET POST DELETE",
        "notes/{noteId}/attached-companies": "GET",
        "notes/{noteId}/attached-opportunities": "GET",
        "notes/{noteId}/attached-persons": "GET",
        "notes/{noteId}/replies": "GET",
        "opportunities": "GET POST",
        "opportunities/{opportunityId}": "GET POST DELETE",
        "opportunities/{opportunityId}/notes": "GET",
        "person-merges": "GET POST",
        "person-merges/{mergeId}": "GET",
        "persons": "GET POST",
        "persons/fields": "GET POST",
        "persons/fields/{fieldId}": "POST DELETE",
        "persons/fields/{fieldId}/dropdown-options": "GET",
        "persons/search": "POST",
        "persons/{personId}": "GET POST DELETE",
        "persons/{personId}/fields": "GET PATCH",
        "persons/{personId}/fields/{fieldId}": "GET POST",
        "persons/{personId}/fields/{fieldId}/values": "GET",
        "persons/{personId}/list-entries": "GET",
        "persons/{personId}/lists": "GET",
        "persons/{personId}/notes": "GET",
        "persons/{personId}/relationships": "GET",
        "rate-limit": "GET",
        "reminders": "GET POST",
        "reminders/{reminderId}": "GET POST DELETE",
        "semantic-search": "POST",
        "tasks/company-merges": "GET",
        "tasks/company-merges/{taskId}": "GET",
        "tasks/person-merges": "GET",
        "tasks/person-merges/{taskId}": "GET",
        "teams": "GET",
        "teams/{teamId}": "GET",
        "teams/{teamId}/accessible-lists": "GET",
        "teams/{teamId}/members": "GET",
        "transcripts": "GET",
        "transcripts/{transcriptId}": "GET DELETE",
        "transcripts/{transcriptId}/fragments": "GET",
        "users": "GET",
        "users/{userId}": "GET",
        "webhooks": "GET POST",
        "webhooks/{webhookId}": "GET POST DELETE",
    ]

    private struct Path: Sendable {
        /// `nil` is a parameter.
        let pieces: [Substring?]
        let methods: [String]

        var writtenOut: Int { pieces.count { $0 != nil } }

        func fits(_ path: [Substring]) -> Bool {
            pieces.count == path.count && zip(pieces, path).allSatisfy { $0 == nil || $0 == $1 }
        }
    }

    /// By the first piece, since every request asks. Those with fewer parameters come first.
    private static let paths: [Substring: [Path]] = {
        let all = methods.map { path, methods in
            Path(
                pieces: path.split(separator: "/").map { $0.hasPrefix("{") ? nil : $0 },
                methods: methods.split(separator: " ").map(String.init))
        }
        return Dictionary(grouping: all) { ($0.pieces.first ?? nil) ?? "" }.mapValues { $0.sorted { $0.writtenOut > $1.writtenOut } }
    }()

    /// The methods of a path; `nil` when no document knows it. A piece that is written out goes before a parameter.
    static func methods(of path: [Substring]) -> [String]? {
        path.first.flatMap { paths[$0]?.first { $0.fits(path) } }?.methods
    }
}
