/// `Docs/Commands.md`: every command with its arguments and options, as the parser takes them.
struct CommandsDocument {
    let outline: CommandOutline

    var text: String {
        var lines = [
            "# Commands", "",
            "Every command with its arguments and options. This page is made from the help of the program (`ferry manual --markdown`), and a test",
            "fails where they differ. [CommandLine.md](CommandLine.md) says what they have in common, and what scripts may rely on.", "",
            "## Options of every command",
        ]
        let common = outline.common
        lines += table(outline.commands.first?.options.filter { !common.isDisjoint(with: $0.spelling) } ?? [])
        for command in outline.commands {
            lines += ["", "## ferry \(command.commandName)", sentence(command.abstract), "", "```"]
            lines += [(["ferry", command.commandName] + command.positionals.map(\.usage) + ["[options]"]).joined(separator: " "), "```"]
            for part in command.parts {
                switch part {
                case .heading: continue
                case .paragraph(let words): lines += ["", words]
                case .lines(let examples): lines += ["", "```"] + examples + ["```"]
                }
            }
            lines += table(command.positionals + command.options.filter { common.isDisjoint(with: $0.spelling) })
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func table(_ arguments: [CommandOutline.Argument]) -> [String] {
        guard !arguments.isEmpty else { return [] }
        let rows = arguments.map { argument in
            let value = argument.value.map { "<\($0)>" }
            let name =
                argument.isPositional
                ? "`\(value ?? "")`" : "`\(argument.spelling.joined(separator: "`, `"))`" + (value.map { " `\($0)`" } ?? "")
            return "| \(cell(name)) | \(cell(argument.words)) |"
        }
        return ["", "| | |", "| --- | --- |"] + rows
    }

    private func cell(_ text: String) -> String { text.replacing("|", with: "\\|").replacing("\n", with: " ") }

    private func sentence(_ text: String?) -> String { (text ?? "").replacing("\n", with: " ") }
}
