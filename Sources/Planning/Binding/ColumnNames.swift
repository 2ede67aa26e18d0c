package import Diagnostics
package import PipelineSpec

/// Finds the columns that a pipeline names in the header of a spreadsheet: by the name as it stands, else by what a person sees of it, where that
/// fits one column alone.
package struct ColumnNames: Sendable {
    package enum Finding: Sendable, Hashable {
        case column(Int)
        /// From 0.
        case several([Int])
        case none
    }

    package let names: [String]
    private var exact: [String: [Int]] = [:]
    private var seen: [String: [Int]] = [:]

    package init(_ names: [String]) {
        self.names = names
        for (index, name) in names.enumerated() where !name.isEmpty {
            exact[name, default: []].append(index)
            seen[Self.folded(name), default: []].append(index)
        }
    }

    package func find(_ name: String) -> Finding {
        let found = exact[name] ?? seen[Self.folded(name)] ?? []
        return switch found.count {
        case 0: .none
        case 1: .column(found[0])
        default: .several(found)
        }
    }

    /// Without case, invisible marks and the difference between one white space and another.
    package static func folded(_ name: String) -> String {
        var out = ""
        var owesSpace = false
        for scalar in name.lowercased().unicodeScalars {
            if scalar.properties.isWhitespace {
                owesSpace = !out.isEmpty
            } else if scalar.properties.isDefaultIgnorableCodePoint {
                continue
            } else {
                if owesSpace { out += " " }
                owesSpace = false
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}

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

extension ImportPipeline {
    /// Every column that the pipeline reads.
    package var columns: Set<String> { Set(columnReferences.map(\.value)) }

    /// Each place that names a column.
    package var columnReferences: [Spanned<String>] {
        var names = source.conditions.map(\.column)
        for step in steps {
            let values: [ValueSource?] =
                switch step {
                case .create(let step):
                    [
                        step.name, step.domain, step.firstName, step.lastName, step.emails, step.id, step.organizations, step.persons,
                    ]
                case .find(let step): [step.id]
                case .addToList: []
                case .setFields(let step): step.assignments.map(\.value)
                case .addNote(let step): [step.content, step.createdAt, step.creator]
                }
            for value in values { names += value?.columns ?? [] }
        }
        return names
    }
}

extension ValueSource {
    /// Every column that the value reads.
    package var columns: [Spanned<String>] {
        switch form {
        case .column(let name): [name]
        case .constant: []
        case .template(let template):
            template.parts.compactMap { part in
                if case .column(let name) = part { name } else { nil }
            }
        case .location(let location): location.parts.flatMap(\.value.columns)
        }
    }
}
