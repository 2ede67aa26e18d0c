package import Affinity

extension FieldData {
    /// Options that the plan names and the run makes: they have no id of Affinity's yet.
    package var newOptions: [OptionReference] {
        scalars.compactMap(\.option).filter { $0.id.rawValue < 0 }
    }
}
