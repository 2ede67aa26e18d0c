import CLibYAML
import Diagnostics

/// libyaml's parser over a buffer that outlives it.
///
/// The C struct lives on the heap at a fixed address, because libyaml keeps a pointer to it inside itself, and is
/// deleted with this value.
struct EventReader: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let isReady: Bool

    init(_ text: UnsafeBufferPointer<UInt8>) {
        parser = .allocate(capacity: 1)
        isReady = yaml_parser_initialize(parser) == 1
        guard isReady else { return }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        if isReady { yaml_parser_delete(parser) }
        parser.deallocate()
    }

    /// The next event. After an error there is no going on.
    mutating func next() throws(YAMLSyntaxError) -> YAMLEvent {
        guard isReady else { throw YAMLSyntaxError(problem: "out of memory", place: SourcePosition(line: 1, column: 1)) }
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { yaml_event_delete(&event) }
        return Self.value(of: event)
    }

    private func failure() -> YAMLSyntaxError {
        let state = parser.pointee
        let problem = state.problem.map { String(cString: $0) } ?? "out of memory"
        let context = state.context.map { String(cString: $0) }
        return YAMLSyntaxError(
            problem: problem, place: SourcePosition(state.problem_mark), context: context,
            contextPlace: context == nil ? nil : SourcePosition(state.context_mark))
    }

    private static func value(of event: yaml_event_t) -> YAMLEvent {
        let span = SourceSpan(start: SourcePosition(event.start_mark), end: SourcePosition(event.end_mark))
        switch event.type {
        case YAML_STREAM_START_EVENT:
            return YAMLEvent(kind: .streamStart, span: span)
        case YAML_DOCUMENT_START_EVENT:
            return YAMLEvent(kind: .documentStart, span: span)
        case YAML_DOCUMENT_END_EVENT:
            return YAMLEvent(kind: .documentEnd, span: span)
        case YAML_ALIAS_EVENT:
            return YAMLEvent(kind: .alias(text(event.data.alias.anchor) ?? ""), span: span)
        case YAML_SCALAR_EVENT:
            let data = event.data.scalar
            let value = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
            return YAMLEvent(
                kind: .scalar(text: value, style: style(data.style)), span: span, anchor: text(data.anchor), tag: text(data.tag))
        case YAML_SEQUENCE_START_EVENT:
            let data = event.data.sequence_start
            return YAMLEvent(
                kind: .sequenceStart(isFlow: data.style == YAML_FLOW_SEQUENCE_STYLE), span: span, anchor: text(data.anchor),
                tag: text(data.tag))
        case YAML_MAPPING_START_EVENT:
            let data = event.data.mapping_start
            return YAMLEvent(
                kind: .mappingStart(isFlow: data.style == YAML_FLOW_MAPPING_STYLE), span: span, anchor: text(data.anchor),
                tag: text(data.tag))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            return YAMLEvent(kind: .end, span: span)
        default:
            return YAMLEvent(kind: .streamEnd, span: span)
        }
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private static func style(_ style: yaml_scalar_style_t) -> YAMLScalar.Style {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }
}

extension SourcePosition {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}

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
