/// The little HTML that notes are made of, cut into tags and text.
enum NoteHTML {
    enum Token: Equatable {
        case text(String)
        case open(name: String, attributes: [Attribute])
        case close(name: String)
    }

    struct Attribute: Equatable {
        let name: String
        let value: String
    }

    /// Names come in lower case, text with its entities resolved. A `<` that begins no tag is text.
    static func tokens(_ html: String) -> [Token] {
        var tokens: [Token] = []
        var text = ""
        var rest = Substring(html)
        while let character = rest.first {
            guard character == "<", let end = rest.firstIndex(of: ">"), let token = tag(rest[rest.index(after: rest.startIndex)..<end])
            else {
                text.append(character)
                rest = rest.dropFirst()
                continue
            }
            if !text.isEmpty { tokens.append(.text(resolve(text))) }
            text = ""
            tokens.append(token)
            rest = rest[rest.index(after: end)...]
        }
        if !text.isEmpty { tokens.append(.text(resolve(text))) }
        return tokens
    }

    /// The content between `<` and `>`; `nil` when it is not a tag.
    private static func tag(_ inner: Substring) -> Token? {
        var inner = inner
        let isClosing = inner.first == "/"
        if isClosing { inner = inner.dropFirst() }
        if inner.last == "/" { inner = inner.dropLast() }
        let name = inner.prefix { !$0.isWhitespace }
        guard let first = name.first, first.isLetter || first == "!" || first == "?" else { return nil }
        if isClosing { return .close(name: name.lowercased()) }
        return .open(name: name.lowercased(), attributes: attributes(inner.dropFirst(name.count)))
    }

    private static func attributes(_ text: Substring) -> [Attribute] {
        var found: [Attribute] = []
        var rest = text.drop { $0.isWhitespace }
        while !rest.isEmpty {
            let name = rest.prefix { !$0.isWhitespace && $0 != "=" }
            rest = rest.dropFirst(max(1, name.count)).drop { $0.isWhitespace }
            var value: Substring = ""
            if rest.first == "=" {
                rest = rest.dropFirst().drop { $0.isWhitespace }
                if let quote = rest.first, quote == "\"" || quote == "'" {
                    value = rest.dropFirst().prefix { $0 != quote }
                    rest = rest.dropFirst(value.count + 2).drop { $0.isWhitespace }
                } else {
                    value = rest.prefix { !$0.isWhitespace }
                    rest = rest.dropFirst(value.count).drop { $0.isWhitespace }
                }
            }
            if !name.isEmpty { found.append(Attribute(name: name.lowercased(), value: resolve(String(value)))) }
        }
        return found
    }

    private static func resolve(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var resolved = ""
        var rest = Substring(text)
        while let character = rest.first {
            if character == "&", let end = rest.firstIndex(of: ";"), let scalar = entity(rest[rest.index(after: rest.startIndex)..<end]) {
                resolved.unicodeScalars.append(scalar)
                rest = rest[rest.index(after: end)...]
            } else {
                resolved.append(character)
                rest = rest.dropFirst()
            }
        }
        return resolved
    }

    private static func entity(_ name: Substring) -> Unicode.Scalar? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        case "nbsp": return "\u{A0}"
        default:
            guard name.first == "#" else { return nil }
            let digits = name.dropFirst()
            let isHexadecimal = digits.first == "x" || digits.first == "X"
            return UInt32(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10).flatMap { Unicode.Scalar($0) }
        }
    }

    /// Plain text as HTML: a paragraph for each run of lines, breaks between them.
    static func html(ofPlain text: String) -> String {
        var html = ""
        for paragraph in text.split(separator: "\n\n") {
            let lines = paragraph.split(separator: "\n", omittingEmptySubsequences: false).map { escape(String($0)) }
            html += "<p>\(lines.joined(separator: "<br>"))</p>"
        }
        return html
    }

    private static func escape(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// What v2 refuses in a note: the first tag or attribute that does not belong (AffinityAPI.md#note-objects).
    static func problem(_ html: String) -> String? {
        let known = ["p", "br", "strong", "em", "u", "ol", "ul", "li", "span", "a"]
        for token in tokens(html) {
            switch token {
            case .text: continue
            case .close(let name):
                if !known.contains(name) { return "tag <\(name)> is not allowed" }
            case .open(let name, let attributes):
                if !known.contains(name) { return "tag <\(name)> is not allowed" }
                for attribute in attributes {
                    guard name == "a" && attribute.name == "href" else {
                        return "attribute \(attribute.name) is not allowed on <\(name)>"
                    }
                    guard ["http://", "https://", "mailto:"].contains(where: { attribute.value.lowercased().hasPrefix($0) }) else {
                        return "href must be an http, https or mailto link"
                    }
                }
            }
        }
        return nil
    }
}

/// HTML notes as v1 reads them: `<strong>x</strong>` is `**x**`, list items stand apart, signs that mean something are escaped, colours
/// and underlines are lost (AffinityAPI.md#note-objects).
struct NoteMarkdown {
    private var blocks: [String] = []
    private var current = ""
    /// The lists around the text; ordered ones count.
    private var lists: [Int?] = []
    private var links: [String] = []
    /// What an item begins with, until something stands in it.
    private var bareItem: String?

    static func text(of html: String) -> String {
        var converter = NoteMarkdown()
        for token in NoteHTML.tokens(html) { converter.take(token) }
        converter.endBlock()
        return converter.blocks.joined(separator: "\n\n")
    }

    private mutating func take(_ token: NoteHTML.Token) {
        switch token {
        case .text(let text):
            let isBetweenBlocks = text.allSatisfy(\.isWhitespace) && (current.isEmpty || current == bareItem)
            if !isBetweenBlocks { current += Self.escape(text) }
        case .open(let name, let attributes): open(name, attributes)
        case .close(let name): close(name)
        }
    }

    private mutating func open(_ name: String, _ attributes: [NoteHTML.Attribute]) {
        switch name {
        case "strong", "b": current += "**"
        case "em", "i": current += "*"
        case "br": current += "\n"
        case "p": endBlock()
        case "ul", "ol":
            endBlock()
            lists.append(name == "ol" ? 1 : nil)
        case "li":
            endBlock()
            current = item()
            bareItem = current
        case "a":
            links.append(attributes.first { $0.name == "href" }?.value ?? "")
            current += "["
        default: break
        }
    }

    private mutating func close(_ name: String) {
        switch name {
        case "strong", "b": current += "**"
        case "em", "i": current += "*"
        case "p": endBlock()
        case "li":
            if current == bareItem { current = "" }
            endBlock()
        case "ul", "ol":
            endBlock()
            _ = lists.popLast()
        case "a": current += "](\(links.popLast() ?? ""))"
        default: break
        }
    }

    private mutating func item() -> String {
        let indent = String(repeating: "    ", count: max(0, lists.count - 1))
        guard let last = lists.last, let number = last else { return indent + "* " }
        lists[lists.count - 1] = number + 1
        return indent + "\(number). "
    }

    private mutating func endBlock() {
        // A paragraph inside an item goes on where the item began.
        if current == bareItem { return }
        if !current.isEmpty { blocks.append(current) }
        current = ""
        bareItem = nil
    }

    private static func escape(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if "\\`*_[]".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }
}
