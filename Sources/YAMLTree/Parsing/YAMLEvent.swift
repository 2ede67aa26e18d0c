import Diagnostics

/// One event of libyaml, as a value.
struct YAMLEvent {
    enum Kind {
        case streamStart, streamEnd
        case documentStart, documentEnd
        case alias(String)
        case scalar(text: String, style: YAMLScalar.Style)
        case sequenceStart(isFlow: Bool)
        case mappingStart(isFlow: Bool)
        /// The end of the innermost list or mapping.
        case end
    }

    var kind: Kind
    var span: SourceSpan
    var anchor: String?
    /// In full, as `tag:yaml.org,2002:str`, or `!name`.
    var tag: String?
}

/// What libyaml says when it cannot go on.
struct YAMLSyntaxError: Error {
    /// libyaml's words, such as `did not find expected key`.
    var problem: String
    var place: SourcePosition
    /// What it was doing, such as `while parsing a block mapping`, and where that began.
    var context: String?
    var contextPlace: SourcePosition?
}
