import Foundation

/// The Unicode normal forms. FoundationEssentials has none, so this file alone imports the whole of Foundation; only text
/// beyond ASCII comes here.
enum UnicodeForms {
    /// Letters and their marks apart (NFD), and letters that only look otherwise as plain ones: of full width, in ligatures, `㈱`.
    static func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isVariant) else { return text.decomposedStringWithCanonicalMapping }
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            plain.append(
                contentsOf: isVariant(scalar) ? String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars : .init([scalar]))
        }
        return String(plain).decomposedStringWithCanonicalMapping
    }

    /// Letters and their marks as one again (NFC).
    static func composed(_ text: String) -> String { text.precomposedStringWithCanonicalMapping }

    /// Not all that Unicode calls compatible: `™` is not TM in a name.
    private static func isVariant(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xB2, 0xB3, 0xB9, 0x2070...0x209C, 0x2160...0x217F, 0x2460...0x24FF, 0x3200...0x33FF, 0xFB00...0xFB06, 0xFF00...0xFFEF,
            0x1D400...0x1D7FF, 0xF900...0xFAFF:
            true
        default: false
        }
    }
}
