import Diagnostics
import Text
import YAMLTree

/// `target:`, the file that an export makes.
struct TargetReader {
    let sink: DiagnosticSink

    func read(_ slot: Slot) -> ExportTarget? {
        guard let reader = slot.mapping(Vocabulary.target, expected: "a mapping such as { csv: deals.csv }") else { return nil }
        let named = ExportTarget.Format.allCases.compactMap { format in reader.slot(format.rawValue).map { (format, $0) } }
        guard let (format, pathSlot) = named.first else {
            if !reader.mayMean("csv"), !reader.mayMean("jsonl") { sink.add(.noTarget(at: sink.location(slot.head))) }
            return nil
        }
        for (_, extra) in named.dropFirst() { sink.add(.secondTarget(extra.name, at: sink.location(extra.head))) }
        let path = pathSlot.text(expected: "the path of a file, or \"-\"")
        if let path, let end = ExportTarget.workbookEnd(of: path.value) {
            sink.add(.workbookTarget(end, at: sink.location(path.span)))
        }
        var target = ExportTarget(format: format, path: path ?? Spanned("", at: slot.head))
        for key in ["delimiter", "bom", "line-ending", "multi-value", "dates", "formulas"] where format == .jsonl {
            guard let extra = reader.slot(key) else { continue }
            sink.add(.noPlace(key, beside: "jsonl", where: "a CSV file", at: sink.location(extra.head)))
        }
        if let delimiter = reader.slot("delimiter").flatMap({ DelimiterReader(sink: sink).read($0) }) {
            target.delimiter = delimiter
        }
        if let bom = reader.slot("bom")?.boolean() { target.hasBOM = bom }
        if let ending: ExportTarget.LineEnding = reader.slot("line-ending")?.choice()?.value { target.lineEnding = ending }
        if let mark = reader.slot("multi-value")?.text(expected: "what joins the values of a cell") {
            if mark.value.contains("\"") || mark.value.allSatisfy(\.isWhitespace) && mark.value != "\n" {
                sink.add(.badJoiner(at: sink.location(mark.span)))
            }
            target.multiValue = mark.value
        }
        target.dates = reader.slot("dates").flatMap(dates)
        if let formulas: ExportTarget.Formulas = reader.slot("formulas")?.choice()?.value { target.formulas = formulas }
        if let ids = reader.slot("ids")?.boolean() { target.ids = ids }
        return path == nil ? nil : target
    }

    private func dates(_ slot: Slot) -> String? {
        guard let scalar = slot.scalar(expected: "iso, or a date pattern such as dd/MM/yyyy"), scalar.text != "iso" else { return nil }
        return sink.isDatePattern(scalar, isWritten: true) ? scalar.text : nil
    }
}

extension ExportTarget {
    /// `.xlsx` and so on, by which spreadsheet programs take a file for a workbook; nil for other names.
    package static func workbookEnd(of path: String) -> String? {
        let name = path.lowercased()
        return [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers"].first { name.hasSuffix($0) }
    }
}

extension Diagnostic {
    static func workbookTarget(_ end: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P260, "a file that ends in \(end) is taken for a workbook, and Ferry writes CSV or JSON lines",
            at: location,
            hint: "name it .csv; spreadsheet programs open that")
    }

    static func noTarget(at location: Location) -> Diagnostic {
        Diagnostic(.error, code: PipelineCode.P101, "\"target\" lacks \"csv\" or \"jsonl\"", at: location, hint: "add csv: deals.csv")
    }

    static func secondTarget(_ key: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P132, "\"target\" is one file, and \"\(key)\" would be a second", at: location,
            hint: "make another pipeline for the other file")
    }

    static func badJoiner(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P133, "\"multi-value\" cannot be a quote or only a space: the values could not be separated again",
            at: location,
            hint: "such as \";\" or \"|\"")
    }
}
