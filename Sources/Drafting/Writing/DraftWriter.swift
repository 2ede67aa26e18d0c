/// A draft as the text of a pipeline file: the reason of each line behind it, or above it where there is no room.
package struct DraftWriter {
    private struct Line {
        var code: String
        var reason: String
    }

    private var out: [String] = []
    /// Lines whose reasons stand in one column.
    private var block: [Line] = []

    private static let width = 140
    /// Reasons begin between these columns.
    private static let reasonColumns = 24...56

    package static func text(_ draft: Draft) -> String {
        var writer = DraftWriter()
        writer.write(draft)
        return writer.out.joined(separator: "\n") + "\n"
    }

    private mutating func write(_ draft: Draft) {
        // Editors look for it in the first line.
        if let schema = draft.schema { out.append("# yaml-language-server: $schema=\(schema)") }
        for line in draft.heading { comment(line, depth: 0) }
        if !draft.objections.isEmpty {
            comment("", depth: 0)
            for line in draft.objections { comment(line, depth: 0) }
        }
        blank()
        add(Line(code: "version: 1", reason: ""))
        add(Line(code: "kind: import", reason: ""))
        add(Line(code: "name: \(draft.name)", reason: "names the run files"))
        if let account = draft.account {
            add(Line(code: "account: \(YAMLText.scalar(account))", reason: "with the key of any other account nothing happens"))
        }
        blank()
        add(Line(code: "source:", reason: ""))
        for entry in draft.source { add(entry, depth: 1) }
        blank()
        add(Line(code: "steps:", reason: "done for each row, from top to bottom"))
        flush()
        for (index, step) in draft.steps.enumerated() {
            if index > 0 { blank() }
            write(step)
        }
        if !draft.leftOut.isEmpty {
            blank()
            comment("Columns left out:", depth: 0)
            let width = min(28, draft.leftOut.map(\.column.count).max() ?? 0)
            for (column, reason) in draft.leftOut {
                let name = YAMLText.comment(column.isEmpty ? "(no name)" : column)
                comment("  \(name.padded(to: width))  \(reason)", depth: 0, hanging: width + 4)
            }
        }
        if !draft.remarks.isEmpty {
            blank()
            comment("To look at:", depth: 0)
            for remark in draft.remarks { comment("- \(remark)", depth: 0, hanging: 2) }
        }
        blank()
        add(Line(code: "expect:", reason: "if one of these does not hold, nothing is written"))
        add(Line(code: "  clears: 0", reason: "no cell is emptied"))
        add(Line(code: "  rejects: \"<= 5%\"", reason: "more rejected rows than that say that this file is not right yet"))
        flush()
    }

    private mutating func write(_ step: DraftStep) {
        flush()
        comment(step.comment, depth: 1)
        // A step of which nothing is decided yet is not a step.
        let isOff = !step.entries.isEmpty && step.entries.allSatisfy(\.isOff)
        add(Line(code: "\(isOff ? "# " : "")  - \(step.key):", reason: ""))
        for entry in step.entries { add(entry, depth: 3) }
        for entry in step.beside {
            var entry = entry
            entry.isOff = entry.isOff || isOff
            add(entry, depth: 2)
        }
        flush()
    }

    private mutating func add(_ entry: DraftEntry, depth: Int) {
        let mark = entry.isOff ? "# " : ""
        let indent = String(repeating: "  ", count: depth)
        let key = YAMLText.scalar(entry.key)
        let inline = "\(mark)\(indent)\(key): \(Self.flow(entry.value))"
        if case .mapping(let pairs) = entry.value, inline.count > 100 || pairs.contains(where: { Self.isLarge($0.value) }) {
            add(Line(code: "\(mark)\(indent)\(key):", reason: entry.reason))
            for pair in pairs { add(pair, depth: depth + 1, mark: mark) }
        } else {
            add(Line(code: inline, reason: entry.reason))
        }
    }

    private mutating func add(_ pair: DraftPair, depth: Int, mark: String) {
        let indent = mark + String(repeating: "  ", count: depth)
        if case .mapping(let pairs) = pair.value {
            add(Line(code: "\(indent)\(YAMLText.scalar(pair.key)):", reason: ""))
            for pair in pairs { add(pair, depth: depth + 1, mark: mark) }
        } else {
            add(Line(code: "\(indent)\(YAMLText.scalar(pair.key)): \(Self.flow(pair.value))", reason: ""))
        }
    }

    private static func isLarge(_ value: DraftValue) -> Bool {
        if case .mapping(let pairs) = value { pairs.count > 2 } else { false }
    }

    private static func flow(_ value: DraftValue) -> String {
        switch value {
        case .text(let text): YAMLText.scalar(text)
        case .word(let word): word
        case .list(let texts): "[\(texts.map(YAMLText.scalar).joined(separator: ", "))]"
        case .mapping(let pairs): "{ \(pairs.map { "\(YAMLText.scalar($0.key)): \(flow($0.value))" }.joined(separator: ", ")) }"
        }
    }

    private mutating func add(_ line: Line) { block.append(line) }

    private mutating func flush() {
        let wanted = block.filter { !$0.reason.isEmpty && $0.code.count < Self.reasonColumns.upperBound }.map(\.code.count).max() ?? 0
        let column = min(max(wanted + 2, Self.reasonColumns.lowerBound), Self.reasonColumns.upperBound)
        for line in block {
            let reason = YAMLText.comment(line.reason)
            let start = max(column, line.code.count + 2)
            if reason.isEmpty {
                out.append(line.code)
            } else if start + reason.count + 2 <= Self.width {
                out.append("\(line.code.padded(to: start))# \(reason)")
            } else {
                let indent = line.code.prefix { $0 == " " }
                for part in Self.wrapped(reason, to: Self.width - indent.count - 2, hanging: 0) { out.append("\(indent)# \(part)") }
                out.append(line.code)
            }
        }
        block = []
    }

    private mutating func blank() {
        flush()
        out.append("")
    }

    private mutating func comment(_ text: String, depth: Int, hanging: Int = 0) {
        flush()
        let indent = String(repeating: "  ", count: depth)
        for part in Self.wrapped(YAMLText.comment(text), to: Self.width - indent.count - 2, hanging: hanging) {
            out.append(part.isEmpty ? "\(indent)#" : "\(indent)# \(part)")
        }
    }

    /// - Parameter hanging: how far lines after the first are indented.
    private static func wrapped(_ text: String, to width: Int, hanging: Int) -> [String] {
        guard text.count > width else { return [text] }
        var lines: [String] = []
        var rest = text[...]
        while rest.count > width, let cut = rest.prefix(width).lastIndex(of: " "), cut > rest.index(rest.startIndex, offsetBy: hanging) {
            lines.append(String(rest[..<cut]))
            rest = String(repeating: " ", count: hanging) + rest[rest.index(after: cut)...]
        }
        return lines + [String(rest)]
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
