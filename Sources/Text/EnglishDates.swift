/// The English names in dates.
package enum EnglishDates {
    package static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ].map(Name.init)

    static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map(Name.init)

    static let eras = ["AD", "CE"].map(Name.init)

    static let dayPeriods = ["AM", "PM"].map(Name.init)

    package struct Name: Sendable {
        let text: String
        /// In lower case, to be compared with.
        package let folded: [UInt8]

        init(_ text: String) {
            self.text = text
            folded = Array(text.lowercased().utf8)
        }

        package func written(isWhole: Bool) -> String { isWhole ? text : String(text.prefix(3)) }
    }
}
