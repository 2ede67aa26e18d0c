import Affinity
import AffinityHTTP
import Diagnostics
import Runs

/// A plan is applied to the account it was made for, and to no other.
enum AccountGuard {
    static func check(_ binding: RunBinding, _ session: Session) async throws {
        try await check(account: binding.account, host: binding.host, session)
    }

    static func check(account expected: String, host: String, _ session: Session) async throws {
        guard session.route.baseURL.host == host else {
            throw Failure(
                .refused, code: "R514", "this run was planned against \(host), and the address is \(session.route.baseURL.host)",
                hint: "set \(session.route.addressName) to what it was, or plan again")
        }
        let account = try await session.client.send(AffinityAPI.whoAmI())
        guard account.subdomain == expected else {
            throw Failure(
                .refused, code: "R513",
                "this run is for the account \"\(expected)\", and the key belongs to \"\(account.subdomain)\"",
                hint: "use a key of \(expected)")
        }
    }
}
