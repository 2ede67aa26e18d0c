package import Diagnostics

/// A value with the place in the file where it was written, so that an error found much later still points at it.
package struct Spanned<Value> {
    package var value: Value
    package var span: SourceSpan

    package init(_ value: Value, at span: SourceSpan) {
        self.value = value
        self.span = span
    }

    package func map<Other>(_ transform: (Value) -> Other) -> Spanned<Other> {
        Spanned<Other>(transform(value), at: span)
    }
}

extension Spanned: Sendable where Value: Sendable {}
extension Spanned: Equatable where Value: Equatable {}
extension Spanned: Hashable where Value: Hashable {}
