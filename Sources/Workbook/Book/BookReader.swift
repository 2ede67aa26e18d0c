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
