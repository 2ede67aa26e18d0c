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
