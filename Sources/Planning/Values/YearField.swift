/// Fields that hold years, whose numbers are shown as Affinity shows them: 2004, not 2,004.
package enum YearField {
    package static func isOne(_ name: String) -> Bool {
        name.lowercased().split { !$0.isLetter }.contains { $0 == "year" || $0 == "years" }
    }
}
