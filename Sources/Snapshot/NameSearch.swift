import Affinity
import Planning

/// Finds records by their names, in whatever spelling, where the directory is not read as a whole. Affinity's search finds a term as it is
/// written (AffinityAPI.md#searching-organizations), so that a name is asked for as the row writes it and as names are compared, and then by
/// a piece that its other spellings share (`SearchTerms`).
struct NameSearch<Row: Sendable>: Sendable {
    struct Found: Sendable {
        var rows: [Row] = []
        /// Why another spelling may have been missed; nil when none was.
        var unfinishedSearch: String?
        /// In what words Affinity refused to be asked for the name itself; nil when it did not.
        var refusal: String?
    }

    /// The most pages of 500 that are read for one piece. A piece with more is given up.
    static var mostPages: Int { 4 }

    let client: AffinityClient
    /// What is searched, such as `companies`.
    let what: String
    let call: @Sendable (String) -> PagedCall<Row>

    func find(terms: [String], piece: String?) async throws(AffinityError) -> Found {
        var found = Found()
        for term in terms where SearchTerms.isAskable(term) {
            do throws(AffinityError) { found.rows += try await client.all(call(term)) } catch { found.refusal = try error.refusalOfTerm }
        }
        guard let piece, SearchTerms.isAskable(piece) else { return found }
        let others: (rows: [Row], isAll: Bool)
        do throws(AffinityError) { others = try await client.some(call(piece), pages: Self.mostPages) } catch {
            let reason = try error.refusalOfTerm
            found.unfinishedSearch = "Affinity refuses to be asked for \"\(piece)\": \(reason)"
            return found
        }
        found.rows += others.rows
        guard !others.isAll else { return found }
        found.unfinishedSearch = "more than \(Self.mostPages * AffinityAPI.rowsPerSearchPage) \(what) have \"\(piece)\" in their names"
        return found
    }
}

extension NameSearch<Organization> {
    static func organizations(_ client: AffinityClient) -> Self {
        NameSearch(client: client, what: "companies") { AffinityAPI.searchOrganizations($0) }
    }

    func find(_ name: String) async throws(AffinityError) -> Found {
        try await find(terms: SearchTerms.organization(name), piece: SearchTerms.organizationPiece(name))
    }

    /// How many searches a name takes at least.
    static func searches(for name: String) -> Int {
        SearchTerms.organization(name).count + (SearchTerms.organizationPiece(name) == nil ? 0 : 1)
    }
}

extension NameSearch<Person> {
    static func persons(_ client: AffinityClient) -> Self {
        NameSearch(client: client, what: "persons") { AffinityAPI.searchPersons($0) }
    }
}

extension AffinityError {
    /// Affinity's words where it refuses a search for what it looks for, which is a matter of the row that asked.
    /// - Throws: itself where it is anything else: then no other search fares better.
    var refusalOfTerm: String {
        get throws(AffinityError) {
            guard case .refused(let refusal) = self, [400, 413, 414, 422].contains(refusal.status) else { throw self }
            return refusal.text
        }
    }
}
