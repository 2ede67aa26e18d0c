package import Diagnostics

extension Diagnostic {
    /// What is wrong with the place of a diagnostic, whatever it is about: nil when it lies inside its file and can be shown.
    package func misplacement(in file: SourceFile) -> String? {
        guard let span = location?.span else { return nil }
        guard let width = file.line(span.start.line)?.unicodeScalars.count else { return "\(self) is on no line of the file" }
        if !(1...width + 1).contains(span.start.column) { return "\(self) begins behind its line" }
        if span.start > span.end { return "\(self) ends before it begins" }
        return DiagnosticText(colour: false).render(self).isEmpty ? "\(self) shows nothing" : nil
    }
}
