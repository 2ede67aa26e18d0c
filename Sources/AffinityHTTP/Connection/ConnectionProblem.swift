/// Why there is no connection to try: something that the person at the keyboard can put right. Never holds a key or any part of one.
package struct ConnectionProblem: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case noKey
        case unusableKey
        case unusableBaseURL
        case unusableProxy
        case unusableCertificates
    }

    package let kind: Kind
    package let message: String
    /// What to do about it.
    package let hint: String

    package init(_ kind: Kind, _ message: String, hint: String) {
        self.kind = kind
        self.message = message
        self.hint = hint
    }

    package var description: String { "\(message) (\(hint))" }
}
