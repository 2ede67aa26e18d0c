/// Words as a shell takes them, for commands that are to be copied.
package enum ShellWord {
    /// The word itself where nothing in it means anything to a shell; else in single quotes.
    package static func quoted(_ word: String) -> String {
        let isPlain = word.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_./:@%+=,".unicodeScalars.contains($0)
        }
        guard !isPlain || word.isEmpty else { return word }
        return "'" + word.replacing("'", with: "'\\''") + "'"
    }

    /// What a shell makes of a word that is typed, or of its beginning: without its quotes and backslashes.
    package static func unquoted(_ typed: String) -> String {
        var word = ""
        var quote: Character?
        var isEscaped = false
        for character in typed {
            if isEscaped {
                // Between double quotes a backslash is one, but before what it takes the meaning from.
                if quote == "\"", !"\"\\$`".contains(character) { word.append("\\") }
                word.append(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
            } else {
                word.append(character)
            }
        }
        return word
    }
}

/// Texts in double quotes, which JSON and YAML read alike.
package enum DoubleQuotes {
    /// - Parameter isPlain: whether a character stands as it is; quotes, backslashes, tabs and the ends of lines never do. `\U` for a character
    ///   beyond U+FFFF is for YAML only.
    package static func quoted(_ text: String, where isPlain: (Unicode.Scalar) -> Bool) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case let scalar where isPlain(scalar): out.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16)
                let (mark, width) = scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
                out += "\\\(mark)\(String(repeating: "0", count: width - digits.count))\(digits)"
            }
        }
        return out + "\""
    }
}
