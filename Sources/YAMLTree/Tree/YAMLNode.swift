package import Diagnostics

/// A YAML document as it was written: aliases and merge keys are resolved, scalars are not typed, and every key and
/// value knows its place in the file.
///
/// A value reached through an alias keeps the place where it was written, since that is where it is mended.
package enum YAMLNode: Sendable, Hashable {
    case scalar(YAMLScalar)
    case sequence(YAMLSequence)
    case mapping(YAMLMapping)
    /// A value that could not be read, such as an alias of nothing. The parser has already said why, so that a reader
    /// of the tree passes over it in silence.
    case unreadable(SourceSpan)

    package var span: SourceSpan {
        switch self {
        case .scalar(let scalar): scalar.span
        case .sequence(let sequence): sequence.span
        case .mapping(let mapping): mapping.span
        case .unreadable(let span): span
        }
    }
}
