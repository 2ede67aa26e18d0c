/// The number format of each cell style.
final class StylesReader: XMLHandler {
    private var codes: [Int: String] = [:]
    private var isInCellStyles = false
    private var ids: [Int] = []

    /// By the number that a cell has as its style.
    var formats: [NumberFormat] {
        var known: [Int: NumberFormat] = [:]
        return ids.map { id in
            if let format = known[id] { return format }
            let format = NumberFormat(code: codes[id] ?? BuiltInFormats.code(id))
            known[id] = format
            return format
        }
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == Names.format {
            if let id = attributes.text(Names.formatID).flatMap({ Int($0) }), let code = attributes.text(Names.code) { codes[id] = code }
        } else if name == Names.cellStyles {
            isInCellStyles = true
        } else if name == Names.style, isInCellStyles {
            ids.append(attributes.text(Names.formatID).flatMap { Int($0) } ?? 0)
        }
    }

    override func end(_ name: XMLName) {
        if name == Names.cellStyles { isInCellStyles = false }
    }

    private enum Names {
        static let format = XMLName("numFmt")
        static let formatID = XMLName("numFmtId")
        static let code = XMLName("formatCode")
        static let cellStyles = XMLName("cellXfs")
        static let style = XMLName("xf")
    }
}
