package import Diagnostics

/// What may be wrong with a spreadsheet, with the names that a pipeline binds, with rows and cells, and what a plan warns of.
// swift-format-ignore: AlwaysUseLowerCamelCase
package enum PlanningCode: String, CodeRegistry {
    case C301, C302, C303, C304, C305, C307, C308, C309, C310, C320, C321, C330, C331, C332, C336
    case C601, C602, C603, C604
    case G401
    case M102
    case P201, P204, P205, P231, P232, P233, P235, P236, P237, P238, P239, P241, P242, P243, P244, P245, P246, P247, P248
    case V201, V202, V203, V204, V205, V206, V207, V208, V210, V211, V212, V214, V220, V221, V222
    case V301, V302, V303, V304, V305, V306, V307, V308, V309, V310, V311, V312, V313, V314, V315, V316, V317, V318, V319, V320
    case V321, V330, V331, V332, V390, V391
    case W401, W402, W403, W404, W405, W406, W407, W408, W409, W410, W411, W412, W430, W431, W440, W441, W442, W443, W444, W445
    case W446, W451, W452, W453, W454, W455

    package var entry: CodeEntry {
        switch self {
        case .C301: CodeEntry("a quote that is never closed", remedy: "close it, or double it if it is part of the text")
        case .C302: CodeEntry("text after a closing quote", remedy: "double the quote if it is part of the text")
        case .C303:
            CodeEntry(
                "cells that are not blank behind the last column; with `short-rows: reject` also too few cells",
                remedy: "quote a cell that holds the delimiter")
        case .C304: CodeEntry("bytes that are not text in the file's encoding", remedy: "state `encoding` under `source`")
        case .C305: CodeEntry("a column name that the pipeline uses stands twice", remedy: "rename one of the columns")
        case .C307: CodeEntry("an empty file", remedy: "check that it is the right file")
        case .C308: CodeEntry("a file that cannot be read", remedy: "check the path and who may read it")
        case .C309: CodeEntry("a file that ends before its header", remedy: "correct `header-line` or `header-row`")
        case .C310: CodeEntry("a file that changed while it was read", remedy: "plan again")
        case .C320: CodeEntry("a folder or pattern that finds no file", remedy: "correct it")
        case .C321:
            CodeEntry(
                "one of several files with other columns than the first",
                remedy: "give all the same columns, or import them one by one")
        case .C330:
            CodeEntry(
                "so many rows are broken (two, and more than one in twenty) that the file is read in the wrong way: what they have in common is said",
                remedy: "state the delimiter, quote or encoding")
        case .C331: CodeEntry("a record of over 64 MB", remedy: "check the quotes before it")
        case .C332: CodeEntry("a header of over 16,384 columns", remedy: "check the delimiter")
        case .C336:
            CodeEntry(
                "a formula whose result the workbook does not hold; as a reason of a row",
                remedy: "open it in a spreadsheet program and save it")
        case .C601: CodeEntry("the row means another organization by now", remedy: "plan again")
        case .C602: CodeEntry("the row's list entry is another by now", remedy: "plan again")
        case .C603: CodeEntry("a planned cell holds something else by now", remedy: "plan again")
        case .C604: CodeEntry("the row would be skipped by now", remedy: "plan again")
        case .G401: CodeEntry("a rule of `expect` does not hold: nothing is written", remedy: "check the file, or change the rule")
        case .M102: CodeEntry("a decision for a record that is not in the account any more", remedy: "decide again")
        case .P201: CodeEntry("the spreadsheet has no such column", remedy: "correct the name")
        case .P204: CodeEntry("a list of something else than the records of the step", remedy: "name another list")
        case .P205: CodeEntry("a list named by two steps", remedy: "name it once")
        case .P231: CodeEntry("no such field", remedy: "correct the name")
        case .P232: CodeEntry("several fields of that name", remedy: "say which by id")
        case .P233: CodeEntry("a field that nobody can set, and why: Affinity computes it", remedy: "remove the line")
        case .P235: CodeEntry("`append` for a field that holds one value", remedy: "use another policy")
        case .P236: CodeEntry("`split` for a field that holds one value", remedy: "remove `split`")
        case .P237: CodeEntry("a value whose form does not fit the field", remedy: "give the form that is expected")
        case .P238: CodeEntry("a field set twice, perhaps once by name and once by id", remedy: "keep one of the two")
        case .P239: CodeEntry("an `as` that does not fit the field", remedy: "remove it: the field's own type is used then")
        case .P241: CodeEntry("a constant that the field cannot take", remedy: "give a value that it takes")
        case .P242: CodeEntry("a date format that cannot be used", remedy: "use the letters that the hint names")
        case .P243: CodeEntry("a format for something that is not a date", remedy: "remove it, or state `as: date`")
        case .P244:
            CodeEntry(
                "`match` names a field that no `set-fields` of these records sets",
                remedy: "set it, or match by something else")
        case .P245:
            CodeEntry(
                "`unknown-option: create` for a dropdown whose options nobody can add through the API",
                remedy: "add them in Affinity, or leave it out")
        case .P246: CodeEntry("`of` names a kind of record that no step above finds or makes", remedy: "add that step")
        case .P247: CodeEntry("`add-to-list` for an opportunity", remedy: "name the list in `create-opportunities`")
        case .P248:
            CodeEntry(
                "`split` on a person's name beside a step that would be done for each person again",
                remedy: "remove `split`, or do the step by itself")
        case .V201:
            CodeEntry(
                "neither a name nor a usable key, or a name that says there is none (`N/A`)",
                remedy: "fill one in, or remove the row")
        case .V202: CodeEntry("a new record without a name", remedy: "fill it in")
        case .V203: CodeEntry("refused by `when-present: reject`", remedy: "remove the row, or change the policy")
        case .V204: CodeEntry("refused by `when-missing: reject`", remedy: "create the record in Affinity first")
        case .V205:
            CodeEntry(
                "several records fit, or one whose name differs in \"The\" alone",
                remedy: "give the id, or decide with `ferry match`")
        case .V206: CodeEntry("several of the file have that name, with \"The\" or without", remedy: "give the key that tells which")
        case .V207: CodeEntry("nothing to match by", remedy: "fill in a key of `match`")
        case .V208: CodeEntry("several of the file fit one record by its name", remedy: "give the key that tells which")
        case .V210: CodeEntry("not an e-mail address", remedy: "correct it")
        case .V211: CodeEntry("`find`: no record or entry has this id", remedy: "correct it")
        case .V212: CodeEntry("`find`: the row has no id", remedy: "fill it in, or remove the row")
        case .V214:
            CodeEntry(
                "rows that have only a name in common contradict each other",
                remedy: "say with `rows-of-one-name` what they are")
        case .V220: CodeEntry("a new person without a first name", remedy: "fill it in")
        case .V221: CodeEntry("a name of more than 500 characters", remedy: "shorten it")
        case .V222: CodeEntry("a name or key that Affinity refuses to be asked for", remedy: "correct it")
        case .V301: CodeEntry("not a number", remedy: "correct it, or say `invalid: skip`")
        case .V302: CodeEntry("too large a number", remedy: "a number has at most 15 digits")
        case .V303: CodeEntry("separators where no number has them", remedy: "correct them, or state `decimal`")
        case .V304: CodeEntry("not a date in that format", remedy: "correct it, or state `format`")
        case .V305: CodeEntry("not a day of the calendar", remedy: "correct it, or state `format`")
        case .V306: CodeEntry("not an option of the field", remedy: "correct it, `map` it, or say `unknown-option`")
        case .V307: CodeEntry("several options that could be meant", remedy: "write it exactly as the option is written")
        case .V308: CodeEntry("a person whom the account does not know", remedy: "give the e-mail address, or say `invalid: skip`")
        case .V309: CodeEntry("several persons of that name", remedy: "give the e-mail address or the id")
        case .V310: CodeEntry("more than 100 values in a cell", remedy: "shorten the list")
        case .V311: CodeEntry("a text that is not one place", remedy: "write city, state, country, or say `invalid: skip`")
        case .V312: CodeEntry("not a domain", remedy: "correct it")
        case .V313: CodeEntry("not an e-mail address", remedy: "correct it")
        case .V314: CodeEntry("a type that cannot be written", remedy: "remove the field")
        case .V315:
            CodeEntry(
                "the error of a spreadsheet formula; of a workbook also `#N/A`, which as a typed text clears",
                remedy: "mend the formula")
        case .V316: CodeEntry("a date pattern that cannot be read", remedy: "correct the pattern")
        case .V317: CodeEntry("a domain that belongs to many", remedy: "give the company's own")
        case .V318: CodeEntry("an organization that the account does not have", remedy: "give its domain or id, or import it first")
        case .V319: CodeEntry("several organizations of that name", remedy: "give the domain or the id")
        case .V320:
            CodeEntry(
                "a date whose day and month could be either way round: the format is not stated, or the rest of the column contradicts it",
                remedy: "state `format`")
        case .V321:
            CodeEntry(
                "a person who is not a user of the account, in a field that takes users only",
                remedy: "name one of the users")
        case .V330:
            CodeEntry(
                "a number whose separator could be the decimal mark or part thousands, and its column does not tell",
                remedy: "state `decimal`")
        case .V331: CodeEntry("a year or a month where a day is needed", remedy: "state `partial`")
        case .V332:
            CodeEntry(
                "a cell that names several persons, where one is made; several by `split`, and another number of e-mail addresses beside them",
                remedy: "state `split`, or give as many addresses")
        case .V390: CodeEntry("a blank cell, and `blank: reject`", remedy: "fill it in")
        case .V391: CodeEntry("with `existing: append`, more than 100 values in a cell", remedy: "remove some in Affinity")
        case .W401: CodeEntry("a host that is not a company's own: matched by name", remedy: "give the company's own website")
        case .W402: CodeEntry("a website that cannot be read: matched by name", remedy: "correct it")
        case .W403: CodeEntry("several rows mean one organization", remedy: "nothing, if that is meant")
        case .W404:
            CodeEntry(
                "an organization stands on the list more than once: the oldest entry is taken",
                remedy: "remove the others in Affinity")
        case .W405: CodeEntry("two rows of one organization disagree about a field: one decides", remedy: "give both the same value")
        case .W406: CodeEntry("a new name is not given to a company of the shared directory", remedy: "nothing: Affinity keeps it")
        case .W407: CodeEntry("a new name is not given where the file has the old name too", remedy: "give the rows one name")
        case .W408:
            CodeEntry(
                "an option that the field does not have, left out by `unknown-option: skip`",
                remedy: "`map` it, or add the option")
        case .W409: CodeEntry("the plan takes more calls than this month has left", remedy: "import in parts, or wait for next month")
        case .W410:
            CodeEntry(
                "a field that Affinity fills in by itself is written: it is not kept up to date any more",
                remedy: "leave it out, if that is not meant")
        case .W411: CodeEntry("an id of a record that was merged into another: the one that is left is taken", remedy: "correct the id")
        case .W412:
            CodeEntry(
                "a new record may be in Affinity in another spelling: too many have a part of its name, and the directory is not for this key to read",
                remedy: "look it up before applying")
        case .W430:
            CodeEntry(
                "`shared-directory: ignore`: new organizations were not looked for in Affinity's shared directory",
                remedy: "say `shared-directory: use` to look")
        case .W431:
            CodeEntry(
                "a list with required fields: which, and whether the pipeline sets them; what Affinity refuses for them is a row's matter at apply",
                remedy: "set them")
        case .W440:
            CodeEntry(
                "the numbers of a column are read with a decimal comma, since some of them can be read no other way",
                remedy: "state `decimal`")
        case .W441: CodeEntry("a cell that cannot be read and is left alone (`invalid: skip`)", remedy: "correct it, if it counts")
        case .W442: CodeEntry("`extract` finds nothing in a cell: taken for blank", remedy: "correct the expression, or the cell")
        case .W443:
            CodeEntry(
                "what the name of a place means is taken from the rest of its column; names with a slash between them (`Berlin/Munich`) are taken for one place",
                remedy: "write city, state, country")
        case .W444:
            CodeEntry(
                "a host on which companies of several names have pages, or that Affinity has at a company of another name: matched by name",
                remedy: "give the company's own website")
        case .W445: CodeEntry("a cell of several websites: the first that may be the company's own is taken", remedy: "keep one")
        case .W446: CodeEntry("an address of the web or of mail stands where the name should be", remedy: "check which column is the name")
        case .W451: CodeEntry("rows that lack cells at their end: blank ones are taken", remedy: "nothing, if that is meant")
        case .W452: CodeEntry("rows that repeat the column names: left out", remedy: "nothing")
        case .W453: CodeEntry("rows of totals: left out", remedy: "nothing; a company of that name counts where its row has a website")
        case .W454:
            CodeEntry(
                "text that was encoded twice or written for a web page, or that has lost characters",
                remedy: "export the file again as UTF-8")
        case .W455:
            CodeEntry(
                "lines below the table, by what they say (`Exported on …`, `3 rows`, `Confidential`): left out",
                remedy: "nothing; `footer: 0` under `source` reads them as rows")
        }
    }
}
