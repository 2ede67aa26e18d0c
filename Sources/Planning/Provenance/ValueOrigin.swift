import Diagnostics
package import PipelineSpec

/// A value of the pipeline as a run file keeps it, so that it can be said later what a row's cell was made of: columns by their
/// names, and the options that change a text.
package struct ValueOrigin: Sendable, Hashable, Codable {
    package enum Form: Sendable, Hashable, Codable {
        case column(String)
        case constant(String)
        case template([Piece])
        case location([Part])
    }

    package enum Piece: Sendable, Hashable, Codable {
        case text(String)
        case column(String)
    }

    package struct Part: Sendable, Hashable, Codable {
        /// `city` and similar ones, as the language writes it.
        package var part: String
        package var value: ValueOrigin
    }

    package var form: Form
    package var map: [String: String]
    package var split: String?
    package var fallback: String?
    /// `first` or `last`.
    package var take: String?
    /// A regular expression.
    package var extract: String?
    /// The line of the pipeline on which the value stands.
    package var line: Int

    package init(_ source: ValueSource) {
        switch source.form {
        case .column(let name): form = .column(name.value)
        case .constant(let text): form = .constant(text)
        case .template(let template):
            form = .template(
                template.parts.map { part in
                    switch part {
                    case .text(let text): .text(text)
                    case .column(let name): .column(name.value)
                    }
                })
        case .location(let location):
            form = .location(location.parts.map { Part(part: $0.part.rawValue, value: ValueOrigin($0.value)) })
        }
        map = source.options.map
        split = source.options.split
        fallback = source.options.fallback
        take = source.options.take?.rawValue
        extract = source.options.extract
        line = source.span.start.line
    }

    /// Every column that is read, in the order of the value.
    package var columns: [String] {
        switch form {
        case .column(let name): [name]
        case .constant: []
        case .template(let pieces):
            pieces.compactMap { piece in
                if case .column(let name) = piece { name } else { nil }
            }
        case .location(let parts): parts.flatMap(\.value.columns)
        }
    }

    /// The value as a pipeline would state it, with as many of its options as are asked for.
    func source(map withMap: Bool, fallback withFallback: Bool) -> ValueSource {
        let place = SourcePosition(line: line, column: 1)
        let span = SourceSpan(start: place, end: place)
        let form: ValueSource.Form =
            switch form {
            case .column(let name): .column(Spanned(name, at: span))
            case .constant(let text): .constant(text)
            case .template(let pieces):
                .template(
                    Template(
                        parts: pieces.map { piece in
                            switch piece {
                            case .text(let text): .text(text)
                            case .column(let name): .column(Spanned(name, at: span))
                            }
                        }))
            case .location(let parts):
                .location(
                    LocationParts(
                        parts: parts.compactMap { part in
                            LocationParts.Part(rawValue: part.part).map { ($0, part.value.source(map: withMap, fallback: withFallback)) }
                        }))
            }
        var options = ValueOptions(map: withMap ? map : [:], fallback: withFallback ? fallback : nil)
        options.take = take.flatMap(ValueOptions.Take.init)
        options.extract = extract
        if options.take != nil { options.split = split }
        return ValueSource(form, options: options, at: span)
    }
}

/// Where everything that a plan writes comes from: kept once for all rows. What one row made of it follows from this and from
/// the row's own record, see `ValueTrace`.
package struct PlanOrigins: Sendable, Hashable, Codable {
    /// The value of one field, and the policies that hold for it.
    package struct Cell: Sendable, Hashable, Codable {
        /// The field as the pipeline writes it.
        package var key: String
        package var value: ValueOrigin
        /// `overwrite` and similar ones.
        package var existing: String
        /// `keep` and similar ones.
        package var blank: String

        package init(_ assignment: Assignment) {
            key = assignment.key.value
            value = ValueOrigin(assignment.value)
            existing = assignment.existing.rawValue
            blank = assignment.blank.rawValue
        }
    }

    /// The pipeline's file as the user knows it.
    package var pipeline: String
    /// Of the records that the row is about: `name`, `domain` and similar ones, see `key(_:of:)`.
    package var keys: [String: ValueOrigin]
    /// One for each of `PlanFrame.fields`.
    package var cells: [Cell]
    /// The cell texts that count as blank.
    package var blanks: [String]

    package init(pipeline: String, keys: [String: ValueOrigin] = [:], cells: [Cell] = [], blanks: [String] = []) {
        self.pipeline = pipeline
        self.keys = keys
        self.cells = cells
        self.blanks = blanks
    }

    /// What `keys` calls a key of a record, by its index in `PlanFrame.records`.
    package static func key(_ name: String, of record: Int) -> String { record == 0 ? name : "\(record).\(name)" }

    /// `pipelines/deals.yaml:21`: where the pipeline says what a field gets.
    package func place(ofField key: String) -> String? {
        cells.first { $0.key == key }.map { "\(pipeline):\($0.value.line)" }
    }
}
