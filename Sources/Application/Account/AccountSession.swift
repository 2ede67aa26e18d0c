package import Affinity
import Diagnostics
import Foundation
package import Runs

/// An account of Affinity to work with: the client that reaches it, where it is, what the work takes from this machine, and who watches.
package struct AccountSession: Sendable {
    package let client: AffinityClient
    package let address: Address
    package var surroundings: Surroundings
    /// Where plans keep what they have read; nil where they are not to.
    package var readCache: ReadCache?
    /// Called with what the work is doing, from any thread.
    package let observe: @Sendable (ApplicationEvent) -> Void

    /// Where Affinity is.
    package struct Address: Sendable {
        /// A run is bound to it.
        package let host: String
        /// Tells accounts of one name apart: Affinity has one, whatever proxy leads there; simulators on this machine have one each.
        package let place: String
        /// The variable that says where Affinity is.
        package let variable: String

        package init(host: String, place: String, variable: String) {
            self.host = host
            self.place = place
            self.variable = variable
        }
    }

    package init(
        _ client: AffinityClient, at address: Address, _ surroundings: Surroundings,
        observe: @escaping @Sendable (ApplicationEvent) -> Void = { _ in }
    ) {
        self.client = client
        self.address = address
        self.surroundings = surroundings
        self.observe = observe
    }

    /// Now, by Affinity's clock and by that of the machine.
    package var moment: Moment { Moment(affinity: client.affinityTime, surroundings.uptime()) }

    /// Where the runs of an account are known to each other.
    func place(of account: String) -> AccountPlace {
        AccountPlace(account: account, host: address.place, in: StateFolder.path(surroundings.environment))
    }

    /// Whose key it is. Nothing is lost when somebody asks to stop meanwhile, also in work that writes.
    package func currentUser() async throws -> CurrentUser {
        try await interruptible(by: surroundings.stop) { [client] in try await client.send(AffinityAPI.whoAmI()) }
    }
}

/// A plan is applied to the account it was made for, and to no other.
package enum AccountGuard {
    /// - Returns: whose key it is.
    @discardableResult
    package static func check(_ binding: RunBinding, _ session: AccountSession) async throws -> CurrentUser {
        try await check(account: binding.account, host: binding.host, session)
    }

    @discardableResult
    package static func check(account expected: String, host: String, _ session: AccountSession) async throws -> CurrentUser {
        guard session.address.host == host else {
            throw Failure(
                .refused, code: ApplicationCode.R514, "this run was planned against \(host), and the address is \(session.address.host)",
                hint: "set \(session.address.variable) to what it was, or plan again")
        }
        let user = try await session.currentUser()
        guard user.subdomain == expected else {
            throw Failure(
                .refused, code: ApplicationCode.R513,
                "this run is for the account \"\(expected)\", and the key belongs to \"\(user.subdomain)\"",
                hint: "use a key of \(expected)")
        }
        return user
    }
}

/// What this user's runs must know of each other: `$XDG_STATE_HOME/ferry`, else `~/.local/state/ferry`. Unlike a cache it is not to be lost
/// while runs are at work.
package enum StateFolder {
    package static func path(_ environment: [String: String]) -> String {
        // Relative paths are to be ignored, says the XDG base directory specification.
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/ferry" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.local/state/ferry" }
        // A scheduler may say nothing of a home; the system knows it all the same.
        let home = getpwuid(getuid()).flatMap { $0.pointee.pw_dir }.map { String(cString: $0) } ?? "/"
        return (home == "/" ? "" : home) + "/.local/state/ferry"
    }

    package static func registry(_ surroundings: Surroundings) -> RunRegistry {
        RunRegistry(in: path(surroundings.environment))
    }
}
