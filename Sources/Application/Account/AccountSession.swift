package import Affinity
package import Runs

/// An account of Affinity to work with: the client that reaches it, where it is, what the work takes from this machine, and who watches.
package struct AccountSession: Sendable {
    package let client: AffinityClient
    package let address: Address
    package var surroundings: Surroundings
    /// Is told what the work is doing, from any thread.
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

    /// The subdomain of the account that the key belongs to. Nothing is lost when somebody asks to stop meanwhile, also in work that writes.
    package func subdomain() async throws -> String {
        try await interruptible(by: surroundings.stop) { [client] in try await client.send(AffinityAPI.whoAmI()).subdomain }
    }
}
