/// The English names that date patterns read, in lower case.
enum EnglishDates {
    static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ].map { Array($0.utf8) }

    static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map { Array($0.utf8) }

    static let eras = ["ad", "ce"].map { Array($0.utf8) }

    static let dayPeriods = ["am", "pm"].map { Array($0.utf8) }
}
