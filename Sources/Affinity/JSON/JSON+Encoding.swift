import Foundation

extension JSON {
    /// The same value gives the same bytes.
    static func encode(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A number that JSON does not have becomes a text, which Affinity refuses; null would clear the cell.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        // The module's own bodies hold strings, numbers and lists only: encoding them cannot fail. An empty body would be refused.
        guard let data = try? encoder.encode(value) else { return [] }
        return [UInt8](data)
    }
}
