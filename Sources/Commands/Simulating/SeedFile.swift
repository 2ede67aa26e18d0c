import Diagnostics
import Simulator
import Tables
import YAMLTree

/// An account file for the simulator, YAML or JSON (which is YAML too), as the simulator's plain values.
enum SeedFile {
    /// Accounts may be large: a hundred thousand organizations are some 20 MB.
    private static let limits = YAMLLimits(bytes: 1 << 28)

    /// - Throws: `Diagnostics` about the file, `SeedError` in a `Failure` about what is in it.
    static func load(_ written: String, context: CommandContext) throws -> AccountSeed {
        try read(written, "account", context: context) { document throws(SeedError) in try AccountSeed(document) }
    }

    /// A script of faults, in the same form.
    static func loadFaults(_ written: String, context: CommandContext) throws -> FaultScript {
        try read(written, "fault", context: context) { document throws(SeedError) in try FaultScript(document) }
    }

    private static func read<Content>(
        _ written: String, _ kind: String, context: CommandContext, _ make: (SeedValue) throws(SeedError) -> Content
    ) throws -> Content {
        let path = Paths.absolute(written, from: context.currentDirectory)
        let name = Paths.shown(path, from: context.currentDirectory)
        let bytes: [UInt8]
        do {
            bytes = try InputFile.readAll(path, limit: limits.bytes).bytes
        } catch {
            throw Failure(.badInput, code: CommandCode.S601, "cannot read the \(kind) file \(name): \(error.reason)", hint: error.hint)
        }
        let reading = YAMLParser.parse(bytes, file: name, limits: limits)
        guard let root = reading.root, !reading.diagnostics.contains(where: { $0.severity == .error }) else {
            throw Diagnostics(reading.diagnostics)
        }
        do {
            return try make(value(root))
        } catch {
            throw Failure(.badInput, code: CommandCode.S602, "\(name): \(error)", hint: "Docs/Simulator.md describes \(kind) files")
        }
    }

    /// Plain scalars are what JSON would make of them; quoted ones are text.
    private static func value(_ node: YAMLNode) -> SeedValue {
        switch node {
        case .unreadable: return .null
        case .sequence(let sequence): return .list(sequence.items.map(value))
        case .mapping(let mapping): return .object(mapping.pairs.map { SeedMember($0.key.text, value($0.value)) })
        case .scalar(let scalar):
            if scalar.isNull { return .null }
            guard scalar.style == .plain else { return .text(scalar.text) }
            switch scalar.text {
            case "true": return .bool(true)
            case "false": return .bool(false)
            default: return Double(scalar.text).flatMap { $0.isFinite ? .number($0) : nil } ?? .text(scalar.text)
            }
        }
    }
}
