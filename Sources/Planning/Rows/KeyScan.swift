package import Affinity
package import CSV
package import Diagnostics

/// The first of the two readings of a spreadsheet: which records it means, which persons it names, and which of its own records are
/// broken. What must be read from Affinity follows from it.
package struct KeyScan: Sendable {
    private let status: RowStatus
    private let readers: [StageKeyReader]
    /// The file that the next record stands in.
    package var file: SourceFile
    /// One for each stage.
    package var identities: [IdentityTable]
    package private(set) var rows = 0
    package private(set) var values: ValueScan
    package private(set) var broken = BrokenRecords()

    /// - Parameter store: identities are kept after its kind.
    package init(_ bound: BoundPipeline, people: [Person], file: SourceFile, store: RecordStore = RecordStore()) {
        status = RowStatus(bound)
        readers = bound.stages.map { StageKeyReader($0, in: bound) }
        identities = bound.stages.map { _ in IdentityTable(store.another()) }
        values = ValueScan(bound, people: people)
        self.file = file
    }

    package mutating func add(_ record: Record) throws {
        rows += 1
        if let problem = record.problem {
            broken.add(problem, record, in: file)
            for stage in identities.indices { try identities[stage].append(nil) }
            return
        }
        let isTaken = status.counts(record)
        for stage in identities.indices {
            guard isTaken else {
                try identities[stage].append(nil)
                continue
            }
            let keys = readers[stage].read { record.text($0) }
            try identities[stage].append(keys.identity, name: keys.name, page: keys.page)
        }
        if isTaken { values.add { record.text($0) } }
    }

    /// After the last record.
    package mutating func finish() throws {
        for stage in identities.indices { try identities[stage].decideHosts() }
    }
}
