/// The versions of API v2, oldest first (AffinityAPI.md#api-versions).
enum APIVersion: Int, CaseIterable, Comparable, Sendable {
    case january2024
    case july2026
    case september2026

    var name: String {
        switch self {
        case .january2024: "2024-01-01"
        case .july2026: "2026-07-15"
        case .september2026: "2026-09-17"
        }
    }

    /// `nil` for a version that does not exist; `current` is the newest.
    init?(header: String) {
        if header == "current" {
            self = .september2026
            return
        }
        guard let version = Self.allCases.first(where: { $0.name == header }) else { return nil }
        self = version
    }

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
