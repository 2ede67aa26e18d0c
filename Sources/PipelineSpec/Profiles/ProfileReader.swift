import Diagnostics
import YAMLTree

/// A file of profiles: YAML to profiles, or to all that is wrong with it.
struct ProfileReader {
    private static let example = "profiles: { contoso: { api-key-file: ~/.config/ferry/contoso.key } }"

    private let sink: DiagnosticSink
    private let kind: ProfileFile.Kind

    static func read(_ bytes: [UInt8], name: String, _ kind: ProfileFile.Kind) throws(Diagnostics) -> ProfileFile {
        let yaml = YAMLParser.parse(bytes, file: name, emptyHint: "such as \(example)")
        let sink = DiagnosticSink(file: yaml.file, diagnostics: yaml.diagnostics)
        var file = ProfileFile(file: yaml.file, profiles: [])
        switch yaml.root {
        case .mapping(let root): ProfileReader(sink: sink, kind: kind).read(root, into: &file)
        case .some(let other): sink.add(.noProfiles(at: sink.location(other.span)))
        case nil: break
        }
        if sink.hasErrors { throw Diagnostics(sink.sorted) }
        return file
    }

    private func read(_ root: YAMLMapping, into file: inout ProfileFile) {
        let head = root.pairs.first?.key.span ?? root.span
        var reader = MappingReader(root, keys: Vocabulary.profileFile, name: "the file", head: head, sink: sink)
        reader.checkKeys()
        let slots = reader.required("profiles")?.pairs(expected: "profiles by name, such as { contoso: { account: contoso } }") ?? []
        file.profiles = slots.compactMap(profile)
        guard let slot = reader.slot("default"), let usual = slot.text(expected: "the name of a profile") else { return }
        guard kind == .own else {
            sink.add(.defaultOfProject(at: sink.location(slot.head)))
            return
        }
        let names = slots.map(\.key)
        guard names.contains(usual.value) else {
            sink.add(.unknownProfile(usual.value, names: names, at: sink.location(usual.span)))
            return
        }
        file.usual = usual.value
    }

    private func profile(_ slot: Slot) -> Profile? {
        guard Self.isName(slot.key) else {
            sink.add(.badProfileName(slot.name, at: sink.location(slot.head)))
            return nil
        }
        guard let reader = slot.mapping(Vocabulary.profile, expected: "a mapping such as { account: contoso, api-key-env: CONTOSO_KEY }")
        else { return nil }
        var profile = Profile(Spanned(slot.key, at: slot.head))
        profile.account = reader.slot("account").flatMap(HeadingReader(sink: sink).account)?.value
        profile.key = key(reader)
        profile.baseURL = reader.slot("base-url")?.text(expected: "an address such as https://api.affinity.co")?.value
        profile.runsDirectory = reader.slot("runs-dir")?.text(expected: "a folder")?.value
        if let slot = reader.slot("connection") {
            profile.connection = ConnectionReader(sink: sink).read(slot)
            for extra in (["base-url"] + Self.keys).compactMap(reader.slot) {
                sink.add(.besideConnection(extra.name, at: sink.location(extra.head)))
            }
        }
        for slot in reader.slot("vars")?.pairs(expected: "a mapping such as { REGION: emea }") ?? [] {
            guard OutsideValue.isName(slot.key) else {
                sink.add(.badVariableName(slot.name, at: sink.location(slot.head)))
                continue
            }
            profile.variables[slot.key] = slot.text(orEmpty: true)?.value
        }
        return profile
    }

    private static let keys = ["api-key-file", "api-key-env", "api-key-command"]

    private func key(_ reader: MappingReader) -> Profile.Key? {
        let slots = Self.keys.compactMap(reader.slot)
        for extra in slots.dropFirst() { sink.add(.secondKey(extra.name, first: slots[0].name, at: sink.location(extra.head))) }
        guard let slot = slots.first else { return nil }
        switch slot.key {
        case "api-key-file": return slot.text(expected: "the path of a file that holds the key").map { .file($0.value) }
        case "api-key-command": return slot.text(expected: "a command that prints the key").map { .command($0.value) }
        default:
            guard let name = slot.text(expected: "the name of an environment variable") else { return nil }
            let isName = name.value.utf8.allSatisfy {
                (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) || $0 == 95
            }
            // What is not such a name may be the key itself: it is not shown.
            guard isName, name.value.utf8.first.map({ $0 > 57 }) ?? false else {
                sink.hide(name.span)
                sink.add(.badKeyVariable(at: sink.location(name.span)))
                return nil
            }
            return .variable(name.value)
        }
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 100
            && text.utf8.allSatisfy {
                (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) || [45, 46, 95].contains($0)
            }
    }
}

extension Diagnostic {
    fileprivate static func noProfiles(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P170, "a file of profiles is keys and values", at: location,
            hint: "such as profiles: { contoso: { api-key-env: CONTOSO_KEY } }")
    }

    fileprivate static func badProfileName(_ name: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P171, "\"\(name)\" cannot name a profile", at: location,
            hint: "letters, digits, -, _ and . can, at most 100")
    }

    fileprivate static func badVariableName(_ name: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P171, "\"\(name)\" cannot name a variable", at: location,
            hint: "letters, digits, -, _ and . can, at most 100")
    }

    fileprivate static func unknownProfile(_ name: String, names: [String], at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P172, "there is no profile \"\(shown(name))\" in this file", at: location,
            hint: NearMiss.question(name, among: names) ?? "profiles here: \(names.joined(separator: ", "))")
    }

    fileprivate static func defaultOfProject(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P173,
            "\"default\" stands in your own configuration only: this file may have come with the pipelines",
            at: location, hint: "move it to ~/.config/ferry/config.yaml, or name a profile with --profile or FERRY_PROFILE")
    }

    fileprivate static func secondKey(_ name: String, first: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P174, "a key has one source, and \"\(first)\" is here already", at: location,
            hint: "leave one of them out")
    }

    fileprivate static func besideConnection(_ name: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P174, "\"\(name)\" and \"connection\" are two ways to Affinity", at: location,
            hint: "leave one of them out: through Nango the key is Nango's own")
    }

    fileprivate static func badKeyVariable(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P175, "\"api-key-env\" takes the name of an environment variable", at: location,
            hint: "such as CONTOSO_KEY; what is here now is not shown, in case it is the key")
    }
}
