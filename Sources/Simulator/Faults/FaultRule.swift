/// One line of a fault script: which requests, and what befalls them.
struct FaultRule: Sendable, Equatable {
    let action: FaultAction
    /// `nil` is any.
    var method: String?
    /// Pieces of the path, `*` for any one of them; `nil` is any path.
    var path: [String]?
    /// Counted among the requests that fit method and path, from 1.
    var at: Set<Int> = []
    var every: Int?
    /// A share from 0 to 1.
    var rate: Double?
    /// How often at most; `nil` is no bound.
    var times: Int?

    func fits(_ request: SimulatedRequest) -> Bool {
        if let method, method != request.method { return false }
        guard let path else { return true }
        let pieces = request.path.split(separator: "/")
        return pieces.count == path.count && zip(path, pieces).allSatisfy { $0 == "*" || $0 == $1 }
    }
}
