import Diagnostics
import YAMLTree

/// `connection:`.
struct ConnectionReader {
    let sink: DiagnosticSink

    func read(_ slot: Slot) -> Connection? {
        let expected = "a mapping such as { via: nango, integration: affinity-v2, connection: my-firm }"
        guard let reader = slot.mapping(Vocabulary.connection, expected: expected) else { return nil }
        let via: Spanned<Connection.Proxy>? = reader.required("via")?.choice()
        let integration = reader.required("integration").flatMap(header)
        let connection = reader.required("connection").flatMap(header)
        guard let via, let integration, let connection else { return nil }
        return Connection(via: via.value, integration: integration, connection: connection)
    }

    /// Both travel in headers; Nango lets them have spaces inside.
    private func header(_ slot: Slot) -> String? {
        guard let text = slot.text(expected: "a name as the proxy knows it") else { return nil }
        let bytes = text.value.utf8
        guard bytes.allSatisfy({ (0x20...0x7E).contains($0) }), bytes.first != 0x20, bytes.last != 0x20 else {
            sink.add(.notForAHeader(slot.name, text: text.value, at: sink.location(text.span)))
            return nil
        }
        return text.value
    }
}

extension Diagnostic {
    static func notForAHeader(_ key: String, text: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P144,
            "\"\(key)\" is made of visible ASCII characters, with spaces inside at most, and \"\(shown(text))\" is not",
            at: location, hint: "copy it from the proxy's own page")
    }

    static func reserveThroughProxy(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P145,
            "\"monthly-reserve\" cannot be kept through Nango, which does not pass on how many calls are left",
            at: location, hint: "leave it out, or reach Affinity with a key")
    }
}
