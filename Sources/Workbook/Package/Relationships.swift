/// Which other parts a part of the package names (ECMA-376 part 2, chapter 9).
struct Relationships {
    struct Target {
        /// The last word of the type's address: `worksheet`, `styles`.
        var type: String
        /// The name of the part in the archive.
        var part: String
    }

    private(set) var targets: [String: Target] = [:]
    /// Addresses outside of the package, by id: where hyperlinks go.
    private(set) var links: [String: String] = [:]

    /// - Parameter part: whose relationships; empty for those of the package itself.
    init(of part: String, in archive: ZipArchive) throws(WorkbookError) {
        let folder = part.split(separator: "/").dropLast().map { $0 + "/" }.joined()
        let name = folder + "_rels/" + part.split(separator: "/").suffix(1).joined() + ".rels"
        guard archive.contains(name) else { return }
        let reader = Reader(folder: folder)
        try reader.read(try archive.entry(name, limit: PartLimits.small))
        targets = reader.targets
        links = reader.links
    }

    /// The part of this type.
    func part(_ type: String) -> String? { parts(type).first }

    func parts(_ type: String) -> [String] { targets.values.filter { $0.type == type }.map(\.part) }

    private final class Reader: XMLHandler {
        let folder: String
        var targets: [String: Target] = [:]
        var links: [String: String] = [:]

        init(folder: String) {
            self.folder = folder
        }

        override func start(_ name: XMLName, _ attributes: XMLAttributes) {
            guard name == Names.relationship, let id = attributes.text(Names.id), let type = attributes.text(Names.type),
                let target = attributes.text(Names.target)
            else { return }
            guard attributes.text(Names.mode) != "External" else {
                links[id] = target
                return
            }
            let word = type.split(separator: "/").last.map(String.init) ?? type
            targets[id] = Target(type: word, part: Self.resolve(target, from: folder))
        }

        private static func resolve(_ target: String, from folder: String) -> String {
            var parts: [Substring] = []
            for part in (target.hasPrefix("/") ? target : folder + target).split(separator: "/") where part != "." {
                if part == ".." { _ = parts.popLast() } else { parts.append(part) }
            }
            return parts.joined(separator: "/")
        }
    }

    private enum Names {
        static let relationship = XMLName("Relationship")
        static let id = XMLName("Id")
        static let type = XMLName("Type")
        static let target = XMLName("Target")
        static let mode = XMLName("TargetMode")
    }
}

/// How much a part may unfold to, in bytes.
enum PartLimits {
    /// The list of sheets, relationships, styles.
    static let small = 64 << 20
    /// Held in memory.
    static let sharedStrings = 1 << 30
    /// A million rows of a hundred cells are some 4 GB.
    static let sheet = 16 << 30
    /// The texts of one row.
    static let row = 64 << 20
    /// One text. Excel writes 32,767 characters at most.
    static let text = 16 << 20
    /// One tag: expat looks through all of it again with each piece that it gets.
    static let tag = 8 << 20
}
