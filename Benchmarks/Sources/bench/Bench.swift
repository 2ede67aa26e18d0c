import Foundation

/// Measures a built `ferry` from outside, as a user would: by running it. `script/bench` is the way to start this.
@main
struct Bench {
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        do {
            try run(Options(Array(CommandLine.arguments.dropFirst())))
        } catch {
            Trial.say("\(error)")
            exit(1)
        }
    }

    private static func run(_ options: Options) throws(BenchError) {
        var sections = [Machine(ferry: options.ferry, scratch: options.scratch).section]
        if options.includes(.help) { sections += try Help(options: options).measure() }
        if options.includes(.simulator) { sections += try SimulatorLoad(options: options).measure() }
        if options.includes(.applying) { sections += try Applying(options: options).measure() }
        if options.includes(.export) { sections += try Exporting(options: options).measure() }
        if options.includes(.planning) { sections += try Planning(options: options).measure() }
        if options.only.contains(.rows) { sections += try ManyRows(options: options).measure() }
        let text = sections.map(\.text).joined(separator: "\n")
        print(text)
        guard let document = options.document else { return }
        if options.areThePages {
            try DocumentPage(path: document).replaceResults(with: text)
        } else {
            Trial.say("\(document) is left as it was: these are not all of its numbers")
        }
    }
}
