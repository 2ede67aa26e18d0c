package import Diagnostics

/// What may be wrong with what was typed, with the way to Affinity, and with this machine.
// swift-format-ignore: AlwaysUseLowerCamelCase
package enum CommandCode: String, CodeRegistry {
    case A101, A102, A103
    case A401, A403, A429, A430, A431, A499
    case A502, A503, A510, A511, A512, A520, A521, A523
    case R525, R530, R531, R532, R533
    case S601, S602, S603, S604
    case U100, U101, U102, U103, U104, U107, U108, U111, U113, U115, U116, U120, U130, U131, U132, U140, U141, U142, U143
    case U144, U145, U146, U147, U148, U149, U199
    case W420, W421

    package var entry: CodeEntry {
        switch self {
        case .A101: CodeEntry("there is no usable key", remedy: "set `AFFINITY_API_KEY`, or name a file", exit: "77")
        case .A102: CodeEntry("warning: others may read or change the file that holds the key", remedy: "make it readable for you alone")
        case .A103:
            CodeEntry(
                "a profile's key belongs to another account than the profile says",
                remedy: "give it the key of that account, or correct `account`", exit: "4")
        case .A401: CodeEntry("the key is not accepted", remedy: "make a key in Affinity under Settings, Manage Apps", exit: "77")
        case .A403: CodeEntry("a permission is missing", remedy: "ask an admin of the account for it", exit: "77")
        case .A429: CodeEntry("the month's calls are used up", remedy: "`ferry resume` when they are back", exit: "5")
        case .A430: CodeEntry("`monthly-reserve` is reached", remedy: "lower it, or wait for next month", exit: "5")
        case .A431:
            CodeEntry(
                "as many requests were sent as `--max-requests` allows",
                remedy: "`ferry resume`, perhaps with a larger `--max-requests`", exit: "5")
        case .A499: CodeEntry("interrupted before an answer came", remedy: "`ferry resume`", exit: "6")
        case .A502: CodeEntry("what answered is not Affinity (a proxy, a sign-in page)", remedy: "check the address", exit: "1")
        case .A503: CodeEntry("Affinity cannot be reached", remedy: "check the network", exit: "6")
        case .A510:
            CodeEntry(
                "fewer records came than Affinity says there are, twice: nothing is concluded from that",
                remedy: "try again in a minute", exit: "1")
        case .A511: CodeEntry("a proxy in `HTTPS_PROXY` that cannot be used", remedy: "correct it", exit: "64")
        case .A512:
            CodeEntry(
                "certificates in `SSL_CERT_FILE` or `SSL_CERT_DIR` that cannot be read",
                remedy: "correct the path", exit: "64")
        case .A520: CodeEntry("the system lets this process open too few files", remedy: "raise the limit: `ulimit -n 256`", exit: "1")
        case .A521:
            CodeEntry(
                "the system lets this process have too little address space",
                remedy: "raise the limit: `ulimit -v`", exit: "1")
        case .A523:
            CodeEntry(
                "the process was ended in the midst of its work: no more memory, or a mistake in Ferry",
                remedy: "`ferry status`, and go on from there; report it if it comes again", exit: "134 and so on")
        case .R525: CodeEntry("an export was not begun by this user on this machine", remedy: "name it, with `--yes`", exit: "4")
        case .R530: CodeEntry("the plan wants an approval (`require-approval`)", remedy: "`ferry approve`", exit: "4")
        case .R531:
            CodeEntry(
                "the plan wants the approval of somebody else",
                remedy: "ask them, or change the pipeline and plan again", exit: "4")
        case .R532: CodeEntry("the plan is another than the one that was approved", remedy: "have it approved again", exit: "4")
        case .R533: CodeEntry("`--overwrite-conflicts` with a plan that wants approval", remedy: "leave it out, or plan again", exit: "4")
        case .S601: CodeEntry("an account file that cannot be read", remedy: "check the path")
        case .S602: CodeEntry("an account file that does not fit", remedy: "Docs/Simulator.md describes it")
        case .S603: CodeEntry("the port is taken", remedy: "name another with `--port`")
        case .S604: CodeEntry("the file for the record cannot be written", remedy: "name another with `--record`")
        case .U100: CodeEntry("a wrong option or argument (with `--json`)", remedy: "`ferry help` says how the command is used")
        case .U101: CodeEntry("no such command", remedy: "`ferry help` lists them")
        case .U102: CodeEntry("the address of Affinity is not an address, or is plain http to another machine", remedy: "correct it")
        case .U103: CodeEntry("no such list", remedy: "`ferry lists` has their names")
        case .U104: CodeEntry("several lists of that name", remedy: "say which by id")
        case .U107: CodeEntry("no such row", remedy: "the hint says which there are")
        case .U108: CodeEntry("a question, and nobody to ask", remedy: "say `--yes`", exit: "4")
        case .U111: CodeEntry("a file cannot be written", remedy: "name another")
        case .U113: CodeEntry("`rejects -o`, `schema -o` or `show --html` names a file that is something else", remedy: "name another")
        case .U115: CodeEntry("`--base-url` or `--api-key-file` beside a pipeline's `connection`", remedy: "leave it out")
        case .U116: CodeEntry("a run has more rows than a page for a browser holds", remedy: "look at it with `ferry show`")
        case .U120: CodeEntry("interrupted", remedy: "`ferry resume`, where there is something to go on with")
        case .U130: CodeEntry("the pages of an export held fewer rows than Affinity states", remedy: "read it again")
        case .U131: CodeEntry("standard output did not take all of a result, and why", remedy: "check what reads it, or write to a file")
        case .U132: CodeEntry("`export` was given a pipeline file", remedy: "`ferry apply` takes it")
        case .U140: CodeEntry("`init` would replace a file", remedy: "name another with `-o`")
        case .U141:
            CodeEntry(
                "a spreadsheet without rows, or without a column by which a record could be found",
                remedy: "there is nothing to draft from")
        case .U142: CodeEntry("`init --interactive`, and nobody to ask", remedy: "leave it out")
        case .U143:
            CodeEntry(
                "`init --from-export`: there is no manifest of Ferry's beside the file",
                remedy: "export again, or draft without it")
        case .U144: CodeEntry("no one pattern finds just the files that `init` was given", remedy: "draft each by itself")
        case .U145: CodeEntry("`init --from-export`: the export cannot be read back as it is", remedy: "export it as the hint says")
        case .U146: CodeEntry("there is no such profile, or two files have one of that name", remedy: "name one that there is")
        case .U147:
            CodeEntry(
                "`--account-file` or `--diff` names a file that does not hold an account",
                remedy: "make it with `ferry schema --account -o FILE`", exit: "65")
        case .U148: CodeEntry("`run`: pipelines or accounts that do not fit together", remedy: "the hint says what to change")
        case .U149: CodeEntry("`run`: nothing is selected, or nothing is known of a last time", remedy: "the hint says what to leave out")
        case .U199: CodeEntry("anything unforeseen", remedy: "report it, with what the command was")
        case .W420:
            CodeEntry(
                "cells of an export that are written as Affinity gave them, not in the form of their field",
                remedy: "look at them")
        case .W421:
            CodeEntry(
                "answers of Affinity that held bytes which are not text: each stands in the export as U+FFFD",
                remedy: "correct the value in Affinity")
        }
    }
}
