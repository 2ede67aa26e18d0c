import Synchronization

/// The account that a simulator serves, behind one lock, with the clock it goes by.
package final class World: Sendable {
    let account: Mutex<Account>
    /// Seconds since 1970.
    let now: @Sendable () -> Double

    /// Fills an account from its description.
    /// - Parameters:
    ///   - seed: what the account holds.
    ///   - now: seconds since 1970; tests pass a clock they move.
    /// - Throws: `SeedError` naming the place when the description refers to something that it lacks.
    package init(seed: AccountSeed, now: @escaping @Sendable () -> Double) throws(SeedError) {
        var builder = WorldBuilder(now: now())
        try builder.build(seed)
        account = Mutex(Account(builder.state))
        self.now = now
    }

    /// Continues from an account that is built already.
    init(state: WorldState, now: @escaping @Sendable () -> Double) {
        account = Mutex(Account(state))
        self.now = now
    }
}
