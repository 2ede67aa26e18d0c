/// A code that stays the same when the words get better, such as `P104`: a letter for the part that speaks, and a number.
///
/// The letters: `P` pipeline, `C` spreadsheet, `V` rows and cells, `W` warnings, `G` guard rails, `A` Affinity, `M` matches, `R` runs,
/// `S` the simulator, `U` usage and this machine.
package struct DiagnosticCode: Sendable, Hashable, CustomStringConvertible {
    package let text: String

    package init(_ entry: some CodeRegistry) {
        text = entry.rawValue
    }

    /// A code that was stored, perhaps by another version. New ones come from a registry.
    package init(stored text: String) {
        self.text = text
    }

    package var description: String { text }
}

/// All codes of one module, each once, with what it means and what to do about it. Docs/Diagnostics.md is held against the registries.
package protocol CodeRegistry: Coded, CaseIterable, RawRepresentable<String>, Sendable {
    var entry: CodeEntry { get }
}

/// A line of Docs/Diagnostics.md.
package struct CodeEntry: Sendable {
    package let meaning: String
    package let remedy: String
    /// The exit code, where it is not the one that its letter has.
    package let exit: String?

    package init(_ meaning: String, remedy: String, exit: String? = nil) {
        self.meaning = meaning
        self.remedy = remedy
        self.exit = exit
    }
}

/// What has a code: a registry's case, or a code that is passed on.
package protocol Coded {
    var code: DiagnosticCode { get }
}

extension DiagnosticCode: Coded {
    package var code: DiagnosticCode { self }
}

extension CodeRegistry {
    package var code: DiagnosticCode { DiagnosticCode(self) }
}

extension DiagnosticCode {
    package static func == (code: DiagnosticCode, entry: some CodeRegistry) -> Bool { code.text == entry.rawValue }
}

extension DiagnosticCode: Codable {
    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
