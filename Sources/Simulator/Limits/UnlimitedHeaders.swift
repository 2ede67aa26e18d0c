/// What v1 says of the month on a plan without a limit: both are known (AffinityAPI.md#pages-of-v1).
package enum UnlimitedHeaders: String, Sendable, CaseIterable {
    /// The account's three headers are left out.
    case absent
    /// They say `unlimited`.
    case word = "unlimited"
}
