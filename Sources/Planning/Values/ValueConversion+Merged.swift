import Affinity
import PipelineSpec

extension ValueConversion {
    /// Whether any id of the spreadsheet is one of a record that Affinity has merged into another.
    var knowsMerges: Bool { (type.isCompany && !companies.merged.isEmpty) || (type.isPerson && !people.merged.isEmpty) }

    /// Which ids of a cell are such ones, and what they became.
    func merges(in text: String) -> [MergeNote] {
        var notes: [MergeNote] = []
        forEachPart(of: text) { part in
            if type.isCompany, let id = CompanyKey(part).id, let survivor = companies.merged[RecordID(id)],
                let company = companies.organization(id: id)
            {
                notes.append(MergeNote(kind: .organization, old: RecordID(id), new: survivor, name: company.name))
            } else if type.isPerson, case .id(let id) = PersonKey(part), let survivor = people.merged[RecordID(id)],
                let person = people.person(id: id)
            {
                notes.append(MergeNote(kind: .person, old: RecordID(id), new: survivor, name: person.fullName))
            }
        }
        return notes
    }
}
