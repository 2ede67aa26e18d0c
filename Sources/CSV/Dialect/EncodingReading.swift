/// An encoding in which a text makes sense, with the first word that the guess would read otherwise.
package struct EncodingReading: Sendable, Hashable {
    package let encoding: String
    package let word: String

    /// `windows-1250 ("Győr"), iso-8859-2 ("Győr")`
    package static func list(_ readings: some Sequence<EncodingReading>) -> String {
        readings.map { "\($0.encoding) (\"\($0.word)\")" }.joined(separator: ", ")
    }
}
