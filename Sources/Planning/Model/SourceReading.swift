/// How a file of the source was read, and what of that Ferry found out by itself.
package struct SourceReading: Sendable, Hashable, Codable {
    package var file: String
    /// Of CSV, as a pipeline writes them.
    package var encoding: String?
    package var delimiter: String?
    /// Of a workbook.
    package var sheet: String?
    /// The line or row of the column names.
    package var header: Int
    /// The keys of `source` that the pipeline leaves open.
    package var guessed: [String]

    package init(file: String, encoding: String? = nil, delimiter: String? = nil, sheet: String? = nil, header: Int, guessed: [String]) {
        self.file = file
        self.encoding = encoding
        self.delimiter = delimiter
        self.sheet = sheet
        self.header = header
        self.guessed = guessed
    }

    /// What a person would not take for granted: nil for UTF-8 with commas and the names on the first line.
    package var remarkable: String? {
        var parts: [String] = []
        if let encoding, encoding != "utf-8" { parts.append(said("encoding", encoding)) }
        if let delimiter, delimiter != "," { parts.append(said("delimiter", delimiter == "tab" ? "tab" : "\"\(delimiter)\"")) }
        if header > 1 { parts.append(said("header", "\(header)")) }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private func said(_ key: String, _ value: String) -> String { "\(key): \(value)" + (guessed.contains(key) ? " (found out)" : "") }
}
