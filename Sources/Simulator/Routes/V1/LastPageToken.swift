/// What stands for `next_page_token` on the last page of v1: both are known (AffinityAPI.md#pages-of-v1).
package enum LastPageToken: String, Sendable, CaseIterable {
    case null
    /// The key is left out.
    case absent
}
