package import Diagnostics

/// A test names a code by its text, as a person reads it.
extension DiagnosticCode: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        self.init(stored: text)
    }
}

extension String: Coded {
    package var code: DiagnosticCode { DiagnosticCode(stored: self) }
}
