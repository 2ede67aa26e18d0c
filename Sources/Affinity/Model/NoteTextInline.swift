/// One line of Markdown as HTML: emphasis by CommonMark's rules, links as text and address, the rest escaped.
struct NoteTextInline {
    static func html(_ line: [Unicode.Scalar]) -> String {
        var inline = NoteTextInline(line: line)
        inline.cut()
        inline.match()
        return inline.pieces.map(\.html).joined()
    }

    static func escaped(_ text: some Sequence<Unicode.Scalar>) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text {
            switch scalar {
            case "&": escaped += "&amp;".unicodeScalars
            case "<": escaped += "&lt;".unicodeScalars
            case ">": escaped += "&gt;".unicodeScalars
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    /// A stretch of HTML, or a run of `*` or `_` and the tags that it came to be.
    private struct Piece {
        var text = ""
        var sign: Unicode.Scalar = " "
        /// How many stood there, and how many are left.
        var count = 0
        var left = 0
        var canOpen = false
        var canClose = false
        var closing = ""
        var opening = ""

        var html: String { closing + text + String(repeating: String(sign), count: left) + opening }
    }

    private let line: [Unicode.Scalar]
    private var pieces: [Piece] = []

    private init(line: [Unicode.Scalar]) {
        self.line = line
    }

    private mutating func cut() {
        var text = ""
        var at = 0
        while at < line.count {
            let scalar = line[at]
            if scalar == "\\", at + 1 < line.count, Self.isASCIIPunctuation(line[at + 1]) {
                text += Self.escaped([line[at + 1]])
                at += 2
            } else if scalar == "`" {
                let end = endOfCode(at)
                let ticks = run(at)
                let code = end.map { line[(at + ticks)..<($0 - ticks)] } ?? line[at..<(at + ticks)]
                text += Self.escaped(code)
                at = end ?? at + ticks
            } else if scalar == "[", let link = link(at) {
                text += link.html
                at = link.end
            } else if scalar == "<", let end = endOfAddress(at) {
                text += Self.escaped(line[(at + 1)..<(end - 1)])
                at = end
            } else if scalar == "*" || scalar == "_" {
                if !text.isEmpty { pieces.append(Piece(text: text)) }
                text = ""
                pieces.append(delimiter(at))
                at += run(at)
            } else {
                text += Self.escaped([scalar])
                at += 1
            }
        }
        if !text.isEmpty { pieces.append(Piece(text: text)) }
    }

    /// How often the sign at this place stands there in a row.
    private func run(_ start: Int) -> Int {
        line[start...].prefix { $0 == line[start] }.count
    }

    /// Behind the backticks that close those at `start`.
    private func endOfCode(_ start: Int) -> Int? {
        let ticks = run(start)
        var at = start + ticks
        while at < line.count {
            guard line[at] == "`" else {
                at += 1
                continue
            }
            let length = run(at)
            at += length
            if length == ticks { return at }
        }
        return nil
    }

    /// `[text](address)`: the address without white space.
    private func link(_ start: Int) -> (html: String, end: Int)? {
        var close = start + 1
        while close < line.count, line[close] != "]" {
            if line[close] == "[" { return nil }
            close += line[close] == "\\" ? 2 : 1
        }
        guard close + 2 < line.count, line[close + 1] == "(" else { return nil }
        let address = line[(close + 2)...].prefix { $0 != ")" && $0 != "(" && !$0.properties.isWhitespace }
        guard !address.isEmpty, address.endIndex < line.count, line[address.endIndex] == ")" else { return nil }
        let text = Self.html(Array(line[(start + 1)..<close]))
        return ((text.isEmpty ? "" : text + " ") + "(\(Self.escaped(address)))", address.endIndex + 1)
    }

    /// Behind an address between `<` and `>`.
    private func endOfAddress(_ start: Int) -> Int? {
        let inner = line[(start + 1)...].prefix { $0 != ">" && $0 != "<" && !$0.properties.isWhitespace }
        guard inner.endIndex < line.count, line[inner.endIndex] == ">" else { return nil }
        let isAddress = ["http://", "https://", "mailto:"].contains { inner.starts(with: $0.unicodeScalars) }
        return isAddress ? inner.endIndex + 1 : nil
    }

    /// Which way emphasis can go here (CommonMark 0.31 §6.2).
    private func delimiter(_ start: Int) -> Piece {
        let count = run(start)
        let before = start > 0 ? line[start - 1] : " "
        let after = start + count < line.count ? line[start + count] : " "
        let (isSpaceBefore, isSpaceAfter) = (before.properties.isWhitespace, after.properties.isWhitespace)
        let (isSignBefore, isSignAfter) = (Self.isPunctuation(before), Self.isPunctuation(after))
        let opens = !isSpaceAfter && (!isSignAfter || isSpaceBefore || isSignBefore)
        let closes = !isSpaceBefore && (!isSignBefore || isSpaceAfter || isSignAfter)
        let isWithinWord = line[start] == "_"
        return Piece(
            sign: line[start], count: count, left: count, canOpen: opens && (!isWithinWord || !closes || isSignBefore),
            canClose: closes && (!isWithinWord || !opens || isSignAfter))
    }

    /// Joins the runs that open with those that close; a run may do both.
    private mutating func match() {
        var openers: [Unicode.Scalar: [Int]] = [:]
        for closer in pieces.indices where pieces[closer].left > 0 {
            while pieces[closer].canClose, pieces[closer].left > 0 {
                let sign = pieces[closer].sign
                guard let opener = openers[sign]?.last(where: { fit($0, closer) }) else { break }
                let isStrong = pieces[opener].left >= 2 && pieces[closer].left >= 2
                pieces[opener].left -= isStrong ? 2 : 1
                pieces[closer].left -= isStrong ? 2 : 1
                pieces[opener].opening = (isStrong ? "<strong>" : "<em>") + pieces[opener].opening
                pieces[closer].closing += isStrong ? "</strong>" : "</em>"
                // What lies between them cannot reach out of them.
                for key in openers.keys {
                    while let last = openers[key]?.last, last > opener || (last == opener && pieces[opener].left == 0) {
                        openers[key]?.removeLast()
                    }
                }
            }
            if pieces[closer].canOpen, pieces[closer].left > 0 { openers[pieces[closer].sign, default: []].append(closer) }
        }
    }

    /// The rule of three: of `*a**b*` the inner run closes nothing.
    private func fit(_ opener: Int, _ closer: Int) -> Bool {
        let (a, b) = (pieces[opener], pieces[closer])
        guard a.canClose || b.canOpen else { return true }
        return (a.count + b.count) % 3 != 0 || (a.count % 3 == 0 && b.count % 3 == 0)
    }

    private static func isASCIIPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && isPunctuation(scalar)
    }

    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
            .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            true
        default: false
        }
    }
}
