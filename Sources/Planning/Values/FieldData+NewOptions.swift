package import Affinity

extension FieldData {
    /// Options that the plan names and the run makes: they have no id of Affinity's yet.
    package var newOptions: [OptionReference] {
        switch self {
        case .option(let option): option.id.rawValue < 0 ? [option] : []
        case .options(let options): options.filter { $0.id.rawValue < 0 }
        default: []
        }
    }
}
