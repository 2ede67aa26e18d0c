import Affinity
import AffinityHTTP
import Diagnostics
import Text

/// What is made of the findings of `ferry doctor`: a line for each thing that was looked at, with a verdict and a remedy. Pure.
struct Checkup: Sendable {
    enum Verdict: String, Sendable, Encodable {
        case ok
        /// It works, and may not for long.
        case warning
        /// Something will not work.
        case problem
        /// It was not looked at, or cannot be known.
        case unknown
    }

    struct Line: Sendable, Hashable {
        var subject: String
        var verdict: Verdict
        var text: String
        /// What to do about it.
        var fix: String?
        /// What a command that meets this problem ends with.
        var status: ExitStatus?

        init(_ subject: String, _ verdict: Verdict, _ text: String, fix: String? = nil, status: ExitStatus? = nil) {
            self.subject = subject
            self.verdict = verdict
            self.text = text
            self.fix = fix
            self.status = verdict == .problem ? status ?? .failed : nil
        }
    }

    let lines: [Line]

    init(_ facts: CheckupFacts) {
        lines =
            Self.profile(facts.profile, facts.answer) + Self.key(facts.key) + Self.network(facts.way, facts.answer)
            + AccountCheckup(facts).lines + Self.clock(facts.answer)
            + facts.folders.flatMap(Self.folder) + Self.runs(facts.runs)
            + [Line("Versions", .ok, facts.versions.joined(separator: ", "))]
    }

    /// That of the first problem; warnings do not count.
    var status: ExitStatus { lines.lazy.compactMap(\.status).first ?? .done }

    func count(_ verdict: Verdict) -> Int { lines.count { $0.verdict == verdict } }

    // MARK: - The key

    private static func profile(
        _ profile: CheckupFacts.Profile?, _ answer: Result<CheckupFacts.Answer, AffinityError>?
    ) -> [Line] {
        guard let profile else { return [] }
        if case .success(let answer) = answer, let expected = profile.account,
            answer.greeting.account.subdomain.lowercased() != expected.lowercased()
        {
            let found = answer.greeting.account.subdomain
            return [
                Line(
                    "Profile", .problem, "\(profile.text), is for the account \(expected), and its key belongs to \(found)",
                    fix: "give it a key of \(expected), or write account: \(found)", status: .refused)
            ]
        }
        return [Line("Profile", .ok, profile.text)]
    }

    private static func key(_ key: Result<CheckupFacts.Key, ConnectionProblem>) -> [Line] {
        switch key {
        case .failure(let problem): return [Line("Key", .problem, problem.message, fix: problem.hint, status: .notPermitted)]
        case .success(let key):
            guard let origin = key.origins.first else { return [] }
            var lines = [Line("Key", .ok, "from \(origin.text)")]
            if case .file(let path, _) = origin, let mode = key.exposedMode {
                lines.append(
                    Line(
                        "Key file", .warning, "others on this machine may read or change it (mode \(octal(mode)))",
                        fix: "chmod 600 \(ShellWord.quoted(path)); if others may have read it, make a new key and revoke this one"))
            }
            let unused = key.origins.dropFirst()
            if !unused.isEmpty {
                let names = unused.map(\.name).joined(separator: ", ")
                lines.append(
                    Line(
                        "Key", .warning, "\(names) \(unused.count == 1 ? "is" : "are") set too, and not used",
                        fix: "unset what is not meant: \(origin.name) comes first"))
            }
            return lines
        }
    }

    // MARK: - The way there

    private static func network(
        _ way: Result<CheckupFacts.Way, ConnectionProblem>, _ answer: Result<CheckupFacts.Answer, AffinityError>?
    ) -> [Line] {
        switch way {
        case .failure(let problem): return [Line("Network", .problem, problem.message, fix: problem.hint, status: .usage)]
        case .success(let way):
            var words = way.proxy.map { "\(way.address) through the proxy \($0)" } ?? "\(way.address), without a proxy"
            if !way.certificates.isEmpty { words += ", believing the certificates of \(way.certificates.joined(separator: " and "))" }
            switch answer {
            case nil: return [Line("Network", .unknown, "\(words): not tried")]
            case .success(let answer):
                return [Line("Network", .ok, "\(words): answered in \(milliseconds(answer.seconds))")]
            case .failure(let error):
                switch error {
                case .unreachable(let reason):
                    return [Line("Network", .problem, "\(words): \(reason)", fix: unreachable(way), status: .interrupted)]
                case .notAffinity:
                    return [
                        Line(
                            "Network", .problem, "\(words): \(error.description)",
                            fix: "a proxy or a sign-in page may stand in between, or the address is not Affinity's: check "
                                + "AFFINITY_BASE_URL and --base-url, and open https://\(way.address) in a browser")
                    ]
                case .proxyRefused:
                    return [
                        Line("Network", .problem, "\(words): \(error.description)", fix: "check NANGO_SECRET_KEY", status: .notPermitted)
                    ]
                default: return [Line("Network", .ok, "\(words): it answers")]
                }
            }
        }
    }

    private static func unreachable(_ way: CheckupFacts.Way) -> String {
        let proxy =
            way.proxy == nil
            ? "where this machine reaches the world through a proxy, name it in HTTPS_PROXY"
            : "check HTTPS_PROXY, and NO_PROXY where no proxy is wanted"
        return "check the network; \(proxy); where a firm signs its traffic itself, name its certificates in SSL_CERT_FILE"
    }

    private static func milliseconds(_ seconds: Double) -> String { "\(Numbers.grouped(Int((seconds * 1000).rounded()))) ms" }

    // MARK: - This machine

    /// Seconds by which two clocks may differ without harm.
    static let leastSkew = 30.0

    private static func clock(_ answer: Result<CheckupFacts.Answer, AffinityError>?) -> [Line] {
        guard case .success(let answer) = answer else { return [] }
        guard let time = answer.greeting.time else { return [Line("Clock", .unknown, "Affinity's answer says no time")] }
        // The header has whole seconds, and was written before the answer came.
        let ahead = answer.now - Double(time)
        guard ahead > leastSkew + answer.seconds || -ahead > leastSkew else {
            return [Line("Clock", .ok, "within \(Int(leastSkew)) s of Affinity's")]
        }
        return [
            Line(
                "Clock", .warning,
                "this machine's clock is \(Numbers.duration(seconds: abs(ahead))) \(ahead > 0 ? "ahead of" : "behind") Affinity's",
                fix: "set it, for example with timedatectl set-ntp true: the names and the order of runs go by it")
        ]
    }

    /// Bytes below which a disk is said to be nearly full, and below which nothing is begun well.
    static let littleSpace = 1 << 30
    static let tooLittleSpace = 50 << 20

    private static func folder(_ folder: CheckupFacts.Folder) -> [Line] {
        let subject = folder.use
        guard folder.isWritable else {
            return [
                Line(
                    subject, .problem, "\(folder.path) may not be written to",
                    fix: folder.use == runsFolder ? "name another folder with --runs-dir" : "name another folder with XDG_STATE_HOME")
            ]
        }
        if let mode = folder.openMode {
            return [
                Line(
                    subject, .warning, "others on this machine may put files into \(folder.path) (mode \(octal(mode)))",
                    fix: "chmod o-w \(ShellWord.quoted(folder.path))")
            ]
        }
        let state = folder.exists ? folder.path : "\(folder.path), made when it is needed"
        guard let free = folder.free else { return [Line(subject, .ok, state)] }
        let space = "\(state), \(Bytes.text(free)) free"
        if free >= littleSpace { return [Line(subject, .ok, space)] }
        let fix = "make room: `ferry clean` removes old runs"
        return [Line(subject, free < tooLittleSpace ? .problem : .warning, space, fix: fix)]
    }

    /// The folder where a run's file is made, as a subject.
    static let runsFolder = "Run folder"
    static let stateFolder = "State folder"

    private static func runs(_ runs: CheckupFacts.Runs?) -> [Line] {
        guard let runs else { return [] }
        guard runs.count + runs.unreadable > 0 else { return [Line("Runs", .ok, "none here yet")] }
        var text = "\(Numbers.count(runs.count, "run")), \(Bytes.text(runs.bytes))"
        if runs.unfinished > 0 { text += ", \(Numbers.grouped(runs.unfinished)) unfinished" }
        if runs.unreadable > 0 {
            return [
                Line(
                    "Runs", .warning, text + ", \(Numbers.count(runs.unreadable, "file")) that cannot be read",
                    fix: "`ferry status` names them; what is in Affinity already is not lost with them")
            ]
        }
        if runs.unfinished > 0 { return [Line("Runs", .warning, text, fix: "`ferry status` names them; `ferry resume` goes on")] }
        return [Line("Runs", .ok, text)]
    }
}

/// Sizes for people.
enum Bytes {
    /// `812 bytes`, `3.4 MB`, `12 GB`.
    static func text(_ bytes: Int) -> String {
        if bytes < 1000 { return Numbers.count(bytes, "byte") }
        var size = Double(bytes)
        var unit = ""
        for next in ["kB", "MB", "GB", "TB"] where size >= 999.5 || unit.isEmpty {
            size /= 1000
            unit = next
        }
        return size < 10 ? "\(Numbers.tenths(size)) \(unit)" : "\(Numbers.grouped(Int(size.rounded()))) \(unit)"
    }
}
