/// What people write for "there is none", whatever the column is about.
enum Placeholder {
    static let words: Set<String> = [
        "n/a", "n\\a", "n.a", "#n/a", "nan", "none", "null", "nil", "tbd", "tba", "tbc", "unknown", "undisclosed", "undefined",
        "not available", "not applicable", "not known", "k.a", "unbekannt", "inconnu", "desconocido", "onbekend", "未知", "不明", "미정",
    ]

    /// Without the brackets, points and quotes around the word, in lower case.
    static func bare(_ text: String) -> String { text.lowercased().trimming { "()[]<>{}.-!*\"' ".contains($0) } }
}
