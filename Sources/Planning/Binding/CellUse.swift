import Affinity

/// What the cells of a spreadsheet's columns are used for, where a workbook holds more of a cell than it shows.
package struct CellUse: Sendable, Hashable {
    /// Columns of number fields: the number that is stored counts, and not what is left of it on the screen.
    package var numbers: Set<Int> = []
    /// Columns of websites and of nothing else: where a cell links to counts before what it says.
    package var sites: Set<Int> = []

    package init() {}
}

extension BoundPipeline {
    package var cellUse: CellUse {
        var use = CellUse()
        var others: Set<Int> = []
        for assignment in assignments {
            let isNumber = assignment.type == .number || assignment.type == .numberMulti
            if isNumber, let column = assignment.reader.plainColumn { use.numbers.insert(column) }
            others.formUnion(assignment.reader.columns)
        }
        for stage in stages {
            let source = stage.source
            if let column = source.domain?.plainColumn { use.sites.insert(column) }
            for reader in [source.name, source.firstName, source.lastName, source.emails, source.id] {
                others.formUnion(reader?.columns ?? [])
            }
        }
        use.sites.subtract(others)
        return use
    }
}
