import Affinity
import CSV
import Foundation
import Text

/// What Ferry does for each row and each answer, alone and in one process: `script/instructions` counts it.
///
///     hot-paths inputs FOLDER     writes companies.csv and answers.json
///     hot-paths csv FILE          finds the fields of a spreadsheet
///     hot-paths keys FILE         finds the domain and the key of the name of each of its rows
///     hot-paths answers FILE      reads a page of a list fifty times
///
/// Prints what was found, so that nothing is left out as unused.
@inline(never)
func hotPath() {
    do {
        switch CommandLine.arguments[1] {
        case "csv": print(try csv(path))
        case "keys": print(try keys(path))
        default: print(try answers(path))
        }
    } catch {
        fail("\(error)")
    }
}

func fail(_ text: String) -> Never {
    FileHandle.standardError.write(Data("hot-paths: \(text)\n".utf8))
    exit(1)
}

guard CommandLine.arguments.count == 3, ["inputs", "csv", "keys", "answers"].contains(CommandLine.arguments[1]) else {
    fail("usage: hot-paths inputs FOLDER | csv FILE | keys FILE | answers FILE")
}
let path = CommandLine.arguments[2]
if CommandLine.arguments[1] == "inputs" {
    do { try writeInputs(to: path) } catch { fail("\(error)") }
} else {
    hotPath()
}
