import Foundation

/// The Unicode normal forms. FoundationEssentials has none, so this file alone imports the whole of Foundation; only text
/// beyond ASCII comes here.
enum UnicodeForms {
    /// Canonical decomposition (NFD): letters and their marks apart.
    static func decomposed(_ text: String) -> String { text.decomposedStringWithCanonicalMapping }

    /// Compatibility composition (NFKC): full-width letters and ligatures become plain ones.
    static func compatible(_ text: String) -> String { text.precomposedStringWithCompatibilityMapping }
}
