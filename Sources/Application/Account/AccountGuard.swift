import Diagnostics
package import Runs

/// A plan is applied to the account it was made for, and to no other.
package enum AccountGuard {
    package static func check(_ binding: RunBinding, _ session: AccountSession) async throws {
        try await check(account: binding.account, host: binding.host, session)
    }

    package static func check(account expected: String, host: String, _ session: AccountSession) async throws {
        guard session.address.host == host else {
            throw Failure(
                .refused, code: "R514", "this run was planned against \(host), and the address is \(session.address.host)",
                hint: "set \(session.address.variable) to what it was, or plan again")
        }
        let account = try await session.subdomain()
        guard account == expected else {
            throw Failure(
                .refused, code: "R513",
                "this run is for the account \"\(expected)\", and the key belongs to \"\(account)\"",
                hint: "use a key of \(expected)")
        }
    }
}
