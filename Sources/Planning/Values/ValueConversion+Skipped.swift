import Affinity

extension ValueConversion {
    /// Whether options that the field does not have are skipped in silence: `unknown-option: skip`.
    var leavesOptionsOut: Bool { skipsUnknownOptions && type.isDropdown }

    /// The options of a cell that the field does not have, each once.
    func unknownOptions(in text: String) -> [String] {
        var unknown: [String] = []
        for part in parts(of: text) where !unknown.contains(part) {
            if case .unknown = options.find(part) { unknown.append(part) }
        }
        return unknown
    }
}
