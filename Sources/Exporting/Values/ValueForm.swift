import Affinity

/// How the values of a field are written. Found once for each column: a type is a text, and comparing texts cell by cell takes longer
/// than writing the cell.
enum ValueForm {
    case number, date, option, person, organization, place, formula, interaction, other

    init(_ type: FieldValueType) {
        self =
            switch type {
            case .number, .numberMulti: .number
            case .datetime: .date
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
