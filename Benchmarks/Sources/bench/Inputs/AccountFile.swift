/// An account for the simulator, as JSON (`Docs/Simulator.md` has the shape): organizations, and a list with five fields.
struct AccountFile {
    /// The first so many of `SyntheticCompanies`.
    var organizations: Int
    /// So many of them stand on the list, every second one from the start, with all cells filled.
    var entries: Int

    /// - Returns: the path.
    func write(to path: String) throws(BenchError) -> String {
        var file = try TextWriter(path)
        let users = DealCells.users.map { #"{"first": "\#($0.first)", "last": "\#($0.last)", "email": "\#($0.email)"}"# }
        file.write(
            """
            {"tenant": {"name": "Contoso Ventures", "subdomain": "contoso"},
            "users": [\(users.joined(separator: ", "))],
            "organizations": [

            """)
        for index in 0..<organizations {
            let name = Self.quoted(SyntheticCompanies.name(index))
            file.write("{\"name\": \(name), \"domain\": \"\(SyntheticCompanies.domain(index))\"}\(index < organizations - 1 ? "," : "")\n")
        }
        let options = DealCells.statuses.map(Self.quoted).joined(separator: ", ")
        file.write(
            """
            ],
            "lists": [{"name": "Deals", "type": "company", "fields": [
            {"name": "Status", "type": "ranked-dropdown", "status": true, "options": [\(options)]},
            {"name": "Amount", "type": "number"},
            {"name": "First Met", "type": "datetime"},
            {"name": "Partner", "type": "person"},
            {"name": "Note", "type": "text"}],
            "entries": [

            """)
        for place in 0..<entries {
            let index = 2 * place
            // Every second entry holds what the spreadsheet says, the others something else.
            let cells = DealCells(place % 2 == 0 ? index : index + 1)
            file.write(
                "{\"record\": \"\(SyntheticCompanies.domain(index))\", \"fields\": {\"Status\": \"\(cells.status)\", "
                    + "\"Amount\": \(cells.amount), \"First Met\": \"\(cells.isoDate)\", \"Partner\": \"\(cells.partner)\", "
                    + "\"Note\": \(Self.quoted(cells.note))}}\(place < entries - 1 ? "," : "")\n")
        }
        file.write("]}]}\n")
        try file.close()
        return path
    }

    /// A JSON string; what is made up here has no control characters.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
