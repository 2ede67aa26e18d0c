/// The workbook's own part: its sheets, and from when it counts days.
final class BookReader: XMLHandler {
    private let relationships: Relationships
    private(set) var sheets: [Workbook.Sheet] = []
    private(set) var epoch = SerialDate.Epoch.from1900
    private(set) var isWorkbook = false

    init(_ relationships: Relationships) {
        self.relationships = relationships
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == Names.workbook {
            isWorkbook = true
        } else if name == Names.properties {
            if attributes.isSet(Names.date1904) { epoch = .from1904 }
        } else if name == Names.sheet, let title = attributes.text(Names.name) {
            let target = attributes.text(Names.id).flatMap { relationships.targets[$0] }
            let state = attributes.text(Names.state)
            sheets.append(
                Workbook.Sheet(
                    name: title, isHidden: state == "hidden" || state == "veryHidden",
                    part: target?.type == "worksheet" ? target?.part : nil))
        }
    }

    private enum Names {
        static let workbook = XMLName("workbook")
        static let properties = XMLName("workbookPr")
        static let date1904 = XMLName("date1904")
        static let sheet = XMLName("sheet")
        static let name = XMLName("name")
        static let id = XMLName("id")
        static let state = XMLName("state")
    }
}

/// Where the totals rows of a sheet's table are (ECMA-376 part 1, 18.5.1.2).
final class TableReader: XMLHandler {
    private(set) var totals: [MergedRange] = []

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        guard name == Self.table else { return }
        isDone = true
        guard let count = attributes.text(Self.count).flatMap({ Int($0) }), count > 0,
            var range = attributes.text(Self.range).flatMap(MergedRange.init), count <= range.rows.count
        else { return }
        range.rows = (range.rows.upperBound - count + 1)...range.rows.upperBound
        totals.append(range)
    }

    private static let table = XMLName("table")
    private static let range = XMLName("ref")
    private static let count = XMLName("totalsRowCount")
}

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
