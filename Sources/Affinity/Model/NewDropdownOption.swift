/// An option to be made. It must be of its field's own kind (AffinityAPI.md#dropdown-options); a Status is a ranked dropdown by the type
/// of its values, and
/// is told from one by the category of the options that it has.
package enum NewDropdownOption: Hashable, Sendable {
    case plain(text: String)
    case ranked(text: String, rank: Int, color: DropdownOption.Color)
    case status(text: String, rank: Int, color: DropdownOption.Color, category: DropdownOption.Category)

    /// 1 to 255 characters, and no option of the field has it.
    package var text: String {
        switch self {
        case .plain(let text), .ranked(let text, _, _), .status(let text, _, _, _): text
        }
    }
}
