extension Terminal {
    /// Prints rows as the user asked: JSON (an array of objects), CSV, or an aligned table.
    func print(_ table: TextTable, json rows: [some Encodable], csv: Bool, empty: String) throws {
        if options.json {
            try print(json: rows)
        } else if csv {
            context.output.write(bytes: table.csv())
        } else if table.rows.isEmpty {
            note(empty)
        } else {
            print(table.aligned(style, within: context.output.isTerminal ? context.output.width : nil))
        }
    }
}
