import Affinity

/// How the values of a field are written. Found once for each column: a type is a text, and comparing texts cell by cell takes longer
/// than writing the cell.
enum ValueForm: Equatable {
    case number, option, person, organization, place, formula, interaction, other

    case date(DateValue.Kind)

    init(_ type: FieldValueType, of field: FieldID) {
        self =
            switch type {
            case .number, .numberMulti: .number
            case .datetime: .date(.init(of: field))
            case .dropdown, .dropdownMulti, .rankedDropdown: .option
            case .person, .personMulti: .person
            case .company, .companyMulti: .organization
            case .location, .locationMulti: .place
            case .formulaNumber: .formula
            case .interaction: .interaction
            default: .other
            }
    }
}
