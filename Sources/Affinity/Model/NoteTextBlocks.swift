/// The lines of a Markdown text as paragraphs and lists of HTML.
struct NoteTextBlocks {
    private struct List {
        /// Where its markers stand.
        var indent: Int
        /// Where the text of its items stands.
        var content: Int
        var isOrdered: Bool
    }

    private struct Marker {
        var indent: Int
        var length: Int
        /// Nil for a bullet.
        var number: Int?

        /// Where the text behind it stands.
        var content: Int { indent + length + 1 }
    }

    private var html = ""
    /// The lists around the item that is being read, outermost first.
    private var lists: [List] = []
    /// Of the item that is being read.
    private var itemLines: [String] = []
    /// Whether the item's text is written already: a list in it has begun.
    private var isItemWritten = false
    private var isAfterBlank = false
    private var isInCode = false

    mutating func take(_ line: [Unicode.Scalar]) {
        let line = NoteText.unquoted(line)
        if NoteText.isFence(line) {
            endLists()
            isInCode.toggle()
            return
        }
        let indent = line.prefix { $0 == " " }.count
        let text = Array(line.drop { $0.properties.isWhitespace })
        guard !text.isEmpty else {
            isAfterBlank = true
            return
        }
        defer { isAfterBlank = false }
        if isInCode {
            html += "<p>\(NoteTextInline.escaped(text))</p>"
        } else if let marker = marker(text, indent: indent), begins(marker) {
            begin(marker)
            itemLines = [NoteTextInline.html(Array(text.dropFirst(marker.length).drop { $0.properties.isWhitespace }))]
        } else if let last = lists.last, !isAfterBlank || indent >= last.content, !isHeading(text) {
            if isItemWritten { html += "<p>\(NoteTextInline.html(text))</p>" } else { itemLines.append(NoteTextInline.html(text)) }
        } else {
            endLists()
            html += paragraph(text)
        }
    }

    mutating func finished() -> String {
        endLists()
        return html
    }

    private func isHeading(_ text: [Unicode.Scalar]) -> Bool {
        let level = text.prefix { $0 == "#" }.count
        return (1...6).contains(level) && text.dropFirst(level).first?.properties.isWhitespace ?? false
    }

    private func paragraph(_ text: [Unicode.Scalar]) -> String {
        guard isHeading(text) else { return "<p>\(NoteTextInline.html(text))</p>" }
        let title = text.drop { $0 == "#" }.drop { $0.properties.isWhitespace }
        return "<p><strong>\(NoteTextInline.html(Array(title)))</strong></p>"
    }

    /// `- `, `* `, `+ `, `1. ` or `1) ` with something behind it.
    private func marker(_ text: [Unicode.Scalar], indent: Int) -> Marker? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        let length: Int
        var number: Int?
        if digits.isEmpty {
            guard let sign = text.first, sign == "-" || sign == "*" || sign == "+" else { return nil }
            length = 1
        } else {
            guard digits.count <= 9, let sign = text.dropFirst(digits.count).first, sign == "." || sign == ")" else { return nil }
            number = digits.reduce(0) { $0 * 10 + Int($1.value - 48) }
            length = digits.count + 1
        }
        let rest = text.dropFirst(length)
        guard rest.first?.properties.isWhitespace ?? false, rest.contains(where: { !$0.properties.isWhitespace }) else { return nil }
        return Marker(indent: indent, length: length, number: number)
    }

    /// A numbered list begins with 1: another number would be lost, so it stays text ("2024. What a year").
    private func begins(_ marker: Marker) -> Bool {
        guard let number = marker.number, number != 1 else { return true }
        guard let list = lists.last(where: { $0.indent <= marker.indent }) else { return false }
        return list.isOrdered && marker.indent < list.content
    }

    private mutating func begin(_ marker: Marker) {
        while let last = lists.last, lists.count > 1, marker.indent < last.indent { endList() }
        if let last = lists.last, marker.indent < last.content {
            endItem()
            if last.isOrdered == (marker.number != nil) {
                lists[lists.count - 1].content = marker.content
            } else {
                html += last.isOrdered ? "</ol>" : "</ul>"
                lists.removeLast()
                open(marker)
            }
        } else {
            if !lists.isEmpty { writeItem() }
            open(marker)
        }
        html += "<li>"
        isItemWritten = false
    }

    private mutating func open(_ marker: Marker) {
        lists.append(List(indent: marker.indent, content: marker.content, isOrdered: marker.number != nil))
        html += marker.number != nil ? "<ol>" : "<ul>"
    }

    /// One line stands in the item as it is, several as paragraphs.
    private mutating func writeItem() {
        guard !isItemWritten else { return }
        html += itemLines.count == 1 ? itemLines[0] : itemLines.map { "<p>\($0)</p>" }.joined()
        isItemWritten = true
    }

    private mutating func endItem() {
        writeItem()
        html += "</li>"
    }

    private mutating func endList() {
        endItem()
        guard let list = lists.popLast() else { return }
        html += list.isOrdered ? "</ol>" : "</ul>"
    }

    private mutating func endLists() {
        while !lists.isEmpty { endList() }
    }
}
