/// What was typed, read.
struct Options {
    /// The binary that is measured.
    var ferry = ""
    /// An empty folder for everything that is written; the caller removes it.
    var scratch = ""
    /// The page that the tables go into; nil only prints them.
    var document: String?
    /// The Python script to compare with.
    var peer: String?
    /// The other client's program, to compare exports with; nil where it could not be installed.
    var client: String?
    /// Runs of each measurement after the warm-up.
    var runs = 5
    /// Organizations in the account and rows in the spreadsheet of the planning measurement; entries on the list of the exporting one.
    var size = 100_000
    /// Only these measurements; empty for all.
    var only: Set<Topic> = []

    /// The measurements there are.
    enum Topic: String, CaseIterable {
        case planning
        case applying
        case export
        case help
        case simulator
        /// Takes many minutes, so only when it is named.
        case rows
    }

    static let usage = """
        usage: script/bench [--only planning|applying|export|help|simulator|rows]... [--runs N] [--size N] [--ferry BINARY]

          --only TOPIC    measure only this; may be given again. The page under Docs/ is then left alone. "rows", a plan of millions of rows,
                          is measured only when it is named.
          --runs N        runs of each measurement after its warm-up (5)
          --size N        rows and organizations of planning, entries of exporting (100000). Another size leaves the page alone, too.
          --ferry BINARY  measure this binary instead of building one. The page is left alone.
        """

    /// - Throws: `BenchError` for what is not understood.
    init(_ arguments: [String]) throws(BenchError) {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw BenchError("\(name) needs a value\n\(Self.usage)") }
            switch name {
            case "--ferry": ferry = value
            case "--scratch": scratch = value
            case "--document": document = value
            case "--peer": peer = value
            case "--client": client = value
            case "--runs": runs = try Self.count(value, of: name, atLeast: 1)
            case "--size": size = try Self.count(value, of: name, atLeast: 1_000)
            case "--only":
                guard let topic = Topic(rawValue: value) else { throw BenchError("--only \(value)?\n\(Self.usage)") }
                only.insert(topic)
            default: throw BenchError("\(name)?\n\(Self.usage)")
            }
        }
        guard !ferry.isEmpty, !scratch.isEmpty else { throw BenchError("--ferry and --scratch are needed; script/bench gives both") }
    }

    func includes(_ topic: Topic) -> Bool { only.isEmpty || only.contains(topic) }

    /// Whether these options give the numbers that the page is about.
    var areThePages: Bool { only.isEmpty && size == 100_000 }

    private static func count(_ text: String, of name: String, atLeast least: Int) throws(BenchError) -> Int {
        guard let count = Int(text), count >= least else { throw BenchError("\(name) takes a number of \(least) or more") }
        return count
    }
}
