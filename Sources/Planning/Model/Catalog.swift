package import Affinity

/// What the account has, as far as a pipeline can name it: read once, before the first row is looked at.
package struct Catalog: Sendable {
    package var account: WhoAmI
    package var lists: [AffinityList]
    /// For the lists that the pipeline names.
    package var listFields: [ListID: [Field]]
    package var organizationFields: [Field]
    /// For the dropdown fields that the pipeline names.
    package var options: [FieldID: [DropdownOption]]
    /// The users of the account, and the other persons whom the spreadsheet names, as far as they were found.
    package var people: [Person]
    /// The organizations that cells of the spreadsheet may refer to.
    package var companies: [Organization] = []

    package init(
        account: WhoAmI, lists: [AffinityList] = [], listFields: [ListID: [Field]] = [:], organizationFields: [Field] = [],
        options: [FieldID: [DropdownOption]] = [:], people: [Person] = []
    ) {
        self.account = account
        self.lists = lists
        self.listFields = listFields
        self.organizationFields = organizationFields
        self.options = options
        self.people = people
    }
}
