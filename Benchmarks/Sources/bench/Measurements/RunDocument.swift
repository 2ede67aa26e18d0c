import Foundation

/// What `--json` ends with (`Docs/CommandLine.md`), as far as it is looked at here.
struct RunDocument: Decodable {
    struct Plan: Decodable {
        struct Organizations: Decodable {
            let create: Int
            let match: Int
        }
        struct Cells: Decodable {
            let set: Int
            let unchanged: Int
        }
        struct Requests: Decodable {
            let read: Int
            let write: Int
        }
        let rows: Int
        let rejected: Int
        let organizations: Organizations
        let cells: Cells
        let requests: Requests
    }

    struct Outcome: Decodable {
        let created: Int
        let unchanged: Int
    }

    let plan: Plan
    let outcome: Outcome?
    let requests: Int?

    /// - Throws: `BenchError` when the file does not hold such a document.
    init(printedTo path: String) throws(BenchError) {
        do {
            self = try JSONDecoder().decode(RunDocument.self, from: Data(TextFile.bytes(path)))
        } catch {
            throw BenchError("ferry printed something else than its document: \(error)")
        }
    }
}
