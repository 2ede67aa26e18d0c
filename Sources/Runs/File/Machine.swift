/// The machine that a run file is worked on: its lock holds there and nowhere else.
package struct Machine: Sendable, Hashable, Codable {
    /// Tells it from others.
    package var id: String
    /// For a person.
    package var name: String

    package init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

extension RunFile {
    /// Takes the file for this machine, when it is nobody's yet or has moved here.
    /// - Parameter hasMoved: A person says that it is worked on elsewhere no more.
    /// - Throws: `.otherMachine`.
    package func claim(for machine: Machine, hasMoved: Bool = false) throws(RunFileError) {
        let known = try read { db in
            try MetaKey.machine.text(in: db) == nil ? nil : try MetaKey.machine.value(Machine.self, in: db)
        }
        if let known {
            if known.id == machine.id { return }
            guard hasMoved else { throw .otherMachine(path, known.name) }
        }
        try write { try MetaKey.machine.store(json: machine, in: $0) }
    }
}
