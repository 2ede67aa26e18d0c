package import Diagnostics

/// What may be wrong with a file as YAML.
// swift-format-ignore: AlwaysUseLowerCamelCase
package enum YAMLCode: String, CodeRegistry {
    case P001, P002, P003, P004, P005, P006, P007, P008, P009, P010, P011, P012, P013, P014, P020, P021, P022, P023, P024, P025, P026
    case P027, P028, P029

    package var entry: CodeEntry {
        switch self {
        case .P001: CodeEntry("the file is over 1 MiB", remedy: "a pipeline is short: check that it is the right file")
        case .P002: CodeEntry("the file is not UTF-8", remedy: "save it as UTF-8")
        case .P003: CodeEntry("a control character stands in the file", remedy: "remove it")
        case .P004:
            CodeEntry(
                "the file is empty, or its text is not a mapping at all",
                remedy: "write keys and values, such as `version: 1`")
        case .P005: CodeEntry("a second document begins in the file", remedy: "remove the line `---`, or make two files")
        case .P006: CodeEntry("lists and mappings are nested too deep", remedy: "a pipeline needs few levels: check the indentation")
        case .P007: CodeEntry("aliases stand for too many values", remedy: "write the values out")
        case .P008: CodeEntry("an alias stands inside its own value", remedy: "write the value out")
        case .P009:
            CodeEntry(
                "an alias of which there is no anchor above",
                remedy: "write the anchor before it, or quote a text that begins with `*`")
        case .P010: CodeEntry("a key stands twice", remedy: "keep one of the two")
        case .P011: CodeEntry("a key is missing before its colon, or is not text", remedy: "write the key as text")
        case .P012: CodeEntry("`<<` takes a mapping, or a list of mappings", remedy: "give it an alias of one")
        case .P013: CodeEntry("a tag that means nothing here", remedy: "remove it")
        case .P014: CodeEntry("a tag before a key", remedy: "write the key out; values may have the tag")
        case .P020: CodeEntry("a tab where none can stand", remedy: "indent with spaces")
        case .P021: CodeEntry("indentation that fits nothing", remedy: "align the line with its neighbours")
        case .P022: CodeEntry("a quote that is never closed, or text after the closing quote", remedy: "close it, or quote the whole text")
        case .P023: CodeEntry("a bracket that is never closed, or closes nothing", remedy: "add the other one, or quote the text")
        case .P024: CodeEntry("text where none can follow, or a missing comma", remedy: "put the whole text in quotes, or add the comma")
        case .P025: CodeEntry("a line without its colon", remedy: "write `key: value`")
        case .P026: CodeEntry("a second colon on a line", remedy: "put the value in quotes")
        case .P027: CodeEntry("a value that needs quotes", remedy: "put it in quotes")
        case .P028: CodeEntry("a backslash between double quotes that begins no escape", remedy: "write it twice, or use single quotes")
        case .P029: CodeEntry("anything else that is not YAML", remedy: "read the notes below the message")
        }
    }
}
