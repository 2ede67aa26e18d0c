package import Diagnostics
package import PipelineSpec

/// Compares the columns that a pipeline names with the header of its spreadsheet, without the account.
package enum ColumnCheck {
    /// A diagnostic for each place that names a column which is not there, or is there more than once.
    /// - Parameter sourceName: the spreadsheet, for messages.
    package static func problems(of pipeline: ImportPipeline, header: [String], sourceName: String) -> [Diagnostic] {
        let columns = ColumnNames(header)
        return pipeline.columnReferences.compactMap { name in
            switch columns.find(name.value) {
            case .column: nil
            case .several(let found): .doubledColumn(name, columns: found, source: sourceName, in: pipeline.file)
            case .none: .unknownColumn(name, header: header, source: sourceName, in: pipeline.file)
            }
        }
    }
}
