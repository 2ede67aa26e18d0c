import Foundation

/// The simulator's own record of what was asked of it (`--record`).
struct RequestRecord {
    private struct Line: Decodable {
        let method: String
        let path: String

        /// Searches are reads that take a body (v2's `POST …/search`).
        var isWrite: Bool { method != "GET" && !path.hasSuffix("/search") }
    }

    /// Requests of any kind.
    private(set) var requests = 0
    private(set) var writes = 0

    init(_ path: String) throws(BenchError) {
        let decoder = JSONDecoder()
        var requests = 0
        var writes = 0
        var broken = 0
        try TextFile.forEachLine(path) { bytes in
            guard let line = try? decoder.decode(Line.self, from: Data(bytes)) else {
                broken += 1
                return
            }
            requests += 1
            if line.isWrite { writes += 1 }
        }
        guard broken == 0 else { throw BenchError("\(broken) lines of the simulator's record are not readable") }
        self.requests = requests
        self.writes = writes
    }
}
