package import Diagnostics

/// What may be wrong with a pipeline file as a pipeline, and with the names in it that the account does not have.
// swift-format-ignore: AlwaysUseLowerCamelCase
package enum PipelineCode: String, CodeRegistry {
    case P100, P101, P102, P103, P104, P105, P106, P107, P108, P109, P110, P111, P112, P113, P114, P115, P116, P117, P118, P119
    case P120, P121, P124, P127, P128, P129, P130, P131, P132, P133, P134, P135, P136, P137, P138, P139, P140, P141, P142, P143
    case P144, P145, P146, P147, P151, P152, P153, P154, P160, P161, P162, P163, P164, P170, P171, P172, P173, P174, P175, P178
    case P179, P199
    case P202, P203, P240, P260, P261, P265, P266, P280

    package var entry: CodeEntry {
        switch self {
        case .P100: CodeEntry("the file cannot be read, or is not a mapping", remedy: "check the path and the file")
        case .P101: CodeEntry("a required key is missing", remedy: "add it")
        case .P102: CodeEntry("a value of another kind: a list where a text is expected, and so on", remedy: "write what is expected")
        case .P103: CodeEntry("a key without a value", remedy: "give it one, or remove the key")
        case .P104: CodeEntry("an unknown key", remedy: "correct its spelling, or move it to where it belongs")
        case .P105: CodeEntry("a word that is not one of those there are", remedy: "use one of those that are named")
        case .P106: CodeEntry("another version of the language", remedy: "write `version: 1`")
        case .P107: CodeEntry("a name that cannot name run files, or a tag that is not such a word", remedy: "use a-z, 0-9 and -")
        case .P108: CodeEntry("not supported yet", remedy: "leave it out")
        case .P109: CodeEntry("a number out of its range", remedy: "give one within it")
        case .P110:
            CodeEntry(
                "a delimiter that is not one ASCII character that may separate cells",
                remedy: "write the character, or `tab`")
        case .P111: CodeEntry("no steps", remedy: "write at least one")
        case .P112: CodeEntry("an item of `steps` that is not a step, or two at once", remedy: "write one step an item")
        case .P113: CodeEntry("a key beside its step", remedy: "indent it under the step")
        case .P114: CodeEntry("a step with no record to act on", remedy: "put a `create-*` step or `find` before it")
        case .P115: CodeEntry("`match` names a key that has no value", remedy: "add the value, or leave the key out of `match`")
        case .P116: CodeEntry("`match` names a key twice", remedy: "remove one of them")
        case .P117: CodeEntry("a value without a form, or with two", remedy: "say one of column, constant, template and location")
        case .P118: CodeEntry("an option that makes no sense there", remedy: "remove it")
        case .P119:
            CodeEntry(
                "braces of a template that are not closed, or hold no column",
                remedy: "write `{Column}`; a brace itself is written twice")
        case .P120: CodeEntry("a date pattern that cannot be used", remedy: "use the letters that the hint names")
        case .P121: CodeEntry("a guard rail that does not exist, or does not fit its subject", remedy: "use one of those that are named")
        case .P124: CodeEntry("an empty list", remedy: "give it an item, or leave the key out")
        case .P127: CodeEntry("a policy beside a step that has none; a key of a CSV file beside `jsonl`", remedy: "remove it")
        case .P128: CodeEntry("a field set twice in a step", remedy: "keep one of the two")
        case .P129: CodeEntry("`account` is more than the subdomain", remedy: "write the subdomain alone")
        case .P130: CodeEntry("an export from a directory and a list at once", remedy: "keep one of the two")
        case .P131: CodeEntry("two columns of one name", remedy: "rename one")
        case .P132: CodeEntry("an export into two files", remedy: "keep one of them")
        case .P133: CodeEntry("a `multi-value` that could not be told apart from values", remedy: "use another separator")
        case .P134: CodeEntry("a person's name whole and in parts at once", remedy: "keep one of the two ways")
        case .P135: CodeEntry("an `id` that `match` does not name", remedy: "write `match: [id]`")
        case .P136: CodeEntry("`find` by two ids, or twice at the top", remedy: "keep one")
        case .P137: CodeEntry("records of one kind that are found and made", remedy: "keep one of the two steps")
        case .P138: CodeEntry("an opportunity to be added to a list", remedy: "name the list in `create-opportunities`")
        case .P139: CodeEntry("`of` stated twice", remedy: "keep one")
        case .P140: CodeEntry("`since` of an export to standard output", remedy: "name a file")
        case .P141: CodeEntry("`since` without the ids", remedy: "leave the ids in")
        case .P142: CodeEntry("warning: a policy taken for a field", remedy: "move it beside the step, or quote it if it is a field")
        case .P143: CodeEntry("warning: a template without a column", remedy: "use `constant`, or name a column in braces")
        case .P144: CodeEntry("a name of a `connection` that no header can carry", remedy: "copy it from the proxy's own page")
        case .P145: CodeEntry("`monthly-reserve` beside a `connection`", remedy: "leave it out")
        case .P146:
            CodeEntry(
                "`above` of `require-approval` is not a number of cells, creates or writes",
                remedy: "write it like `500 cells`")
        case .P147: CodeEntry("an approver who is not an e-mail address", remedy: "write the address")
        case .P151: CodeEntry("two sources", remedy: "keep one")
        case .P152: CodeEntry("a key that does not go with this kind of source", remedy: "remove it")
        case .P153: CodeEntry("a workbook named as CSV, or the other way round", remedy: "name it under the other key")
        case .P154: CodeEntry("another decimal mark than a point, with a workbook", remedy: "leave `decimal` out")
        case .P160: CodeEntry("`!env` or `!var` without a name", remedy: "name the variable")
        case .P161: CodeEntry("`!env` with a variable that holds Ferry's own secret", remedy: "leave it out")
        case .P162: CodeEntry("the environment does not have the variable of `!env`", remedy: "set it")
        case .P163: CodeEntry("nothing says what the variable of `!var` is", remedy: "add `--var NAME=VALUE`, or say it in a profile")
        case .P164: CodeEntry("`!env` or `!var` in the place of a word of the language", remedy: "write the word out")
        case .P170: CodeEntry("a file of profiles that cannot be read", remedy: "check the file and who may read it")
        case .P171: CodeEntry("a profile or a variable that cannot be called so", remedy: "use letters, digits, `-`, `_` and `.`")
        case .P172: CodeEntry("a `default` that is not there", remedy: "name one of the profiles")
        case .P173: CodeEntry("`default` in a `ferry.yaml`", remedy: "write it into your own configuration")
        case .P174: CodeEntry("two sources of a key, or two ways to Affinity", remedy: "keep one")
        case .P175: CodeEntry("`api-key-env` is not the name of a variable", remedy: "name the variable, not the key")
        case .P178:
            CodeEntry("others may write to a file of profiles, or it is somebody else's", remedy: "make it yours alone: `chmod go-w`")
        case .P179: CodeEntry("a key of Affinity stands in the file", remedy: "take it out, and have Affinity make a new one")
        case .P199: CodeEntry("more findings are not shown", remedy: "mend the first ones, and try again")
        case .P202: CodeEntry("the account has no such list", remedy: "correct the name, or use a key that can see the list")
        case .P203: CodeEntry("several lists or views of that name", remedy: "say which by id")
        case .P240: CodeEntry("the key belongs to another account than `account:`", remedy: "use a key of that account", exit: "4")
        case .P260: CodeEntry("an export into a file that would be taken for a workbook", remedy: "name a .csv file")
        case .P261: CodeEntry("a date pattern by which dates could be written and not read back", remedy: "give year, month and day")
        case .P265: CodeEntry("both `format` and `formats`", remedy: "keep one of the two")
        case .P266: CodeEntry("`extract` is not a regular expression", remedy: "correct it")
        case .P280: CodeEntry("an encoding that the system does not know", remedy: "use one of those that `iconv -l` lists")
        }
    }
}
