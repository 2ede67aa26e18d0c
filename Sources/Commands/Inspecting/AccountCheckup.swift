import Affinity
import Diagnostics
import Text

/// What `ferry doctor` says of the key's owner, of what the key may do, and of what is left of the account's calls. Pure.
struct AccountCheckup {
    private typealias Line = Checkup.Line

    let lines: [Checkup.Line]

    init(_ facts: CheckupFacts) {
        switch facts.answer {
        case nil: lines = [Line("Account", .unknown, "nothing was asked")]
        case .failure(let error): lines = [Self.refused(error)].compactMap(\.self)
        case .success(let answer):
            lines =
                Self.owner(answer.greeting.account, facts.user) + Self.permissions(facts.probes) + [Self.month(facts.rate.month)]
                + Self.minute(facts.rate.minute)
        }
    }

    // MARK: - The owner

    /// Why the key opens nothing; nil where the network says it already.
    private static func refused(_ error: AffinityError) -> Line? {
        switch error {
        case .unauthorized:
            return Line(
                "Account", .problem, error.description,
                fix: "the key was revoked, its owner was deactivated, this machine's address is not on the key's list, or a part of it "
                    + "was lost in copying. Its owner sees their keys in Affinity under Settings, Manage Apps, and makes a new one there; "
                    + "whether the owner is still active an admin sees among the users in Settings",
                status: .notPermitted)
        case .forbidden:
            return Line(
                "Account", .problem, error.description,
                fix: "the API belongs to the plans Scale, Advanced and Enterprise, and not to Essentials or a trial; with one of these the "
                    + "owner's role needs \"Generate an API key\", which an admin gives in Affinity under Settings, Roles",
                status: .notPermitted)
        case .monthlyLimit, .monthlyReserve:
            return Line("Account", .problem, error.description, fix: "wait until they are back", status: .stoppedByLimit)
        case .unreachable, .notAffinity, .proxyRefused: return nil
        default: return Line("Account", .problem, error.description)
        }
    }

    private static func owner(_ account: CurrentUser, _ user: AccountUser?) -> [Line] {
        let name = [account.firstName, account.lastName ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        var lines = [
            Line("Account", .ok, "\(account.tenantName) (\(account.subdomain).affinity.co), as \(name) <\(account.emailAddress)>")
        ]
        if let user, user.status != "active" {
            lines.append(
                Line(
                    "Owner", .problem, "the owner of the key is \(user.status) in Affinity",
                    fix: "an admin makes them active again among the users in Settings; or take a key of somebody who is",
                    status: .notPermitted))
        }
        lines.append(
            user?.role.map { Line("Role", .ok, $0) }
                ?? Line("Role", .unknown, "Affinity shows roles only to keys with \"Manage Users\""))
        return lines
    }

    // MARK: - Permissions

    private static func permissions(_ probes: [(permission: ReadPermission, error: AffinityError?)]) -> [Line] {
        let allowed = probes.filter { $0.error == nil }.map(\.permission.words)
        let first = allowed.isEmpty ? [] : [Line("Permissions", .ok, "the key may \(allowed.joined(separator: ", "))")]
        return first
            + probes.compactMap { probe in
                switch probe.error {
                case nil: nil
                case .forbidden(let message):
                    Line(
                        "Permissions", probe.permission.isNeeded ? .problem : .warning,
                        "the key may not \(probe.permission.words): \(message)", fix: probe.permission.fix, status: .notPermitted)
                case let error?:
                    Line("Permissions", .unknown, "whether the key may \(probe.permission.words) is not known: \(error.description)")
                }
            }
    }

    // MARK: - Calls

    /// A month of which less is left than this is nearly used up.
    private static let little = 0.1

    private static func month(_ month: RateStatus.Month) -> Line {
        switch month {
        case .unstated: return Line("Month", .ok, "Affinity states no limit of calls a month, as on the plan Enterprise")
        case .unlimited: return Line("Month", .ok, "no limit of calls a month, as on the plan Enterprise")
        case .limited(let window):
            guard let limit = window.limit, let left = window.remaining else {
                return Line("Month", .unknown, "Affinity does not say how many calls are left")
            }
            if limit == 0 {
                return Line(
                    "Month", .problem, "the account has no calls: its plan is without the API",
                    fix: "the API belongs to the plans Scale, Advanced and Enterprise; who may change the plan asks Affinity",
                    status: .notPermitted)
            }
            let back = window.resetsInSeconds.map { ", back in \(Numbers.duration(seconds: Double($0)))" } ?? ""
            let text = "\(Numbers.grouped(left)) of \(Numbers.grouped(limit)) calls left\(back); \(tier(limit))"
            if left == 0 {
                return Line(
                    "Month", .problem, text, fix: "wait until they are back; every user of the account shares them", status: .stoppedByLimit
                )
            }
            guard Double(left) < Double(limit) * little else { return Line("Month", .ok, text) }
            return Line(
                "Month", .warning, text, fix: "a plan says what it takes before it is applied; every user of the account shares them")
        }
    }

    /// The plans that have this many calls a month (Affinity's price list).
    private static func tier(_ limit: Int) -> String {
        switch limit {
        case 100_000: "the plan is Scale, Advanced or the older Premium"
        case 40_000: "the plan is the older Professional"
        default: "no plan is known by that number"
        }
    }

    private static func minute(_ window: RateStatus.Window?) -> [Line] {
        guard let window, let limit = window.limit, let left = window.remaining else { return [] }
        let text = "\(Numbers.grouped(left)) of \(Numbers.grouped(limit)) calls left"
        guard Double(left) < Double(limit) * little else { return [Line("Minute", .ok, text)] }
        return [
            Line("Minute", .warning, text, fix: "something else uses this key, or another key of its owner: runs wait for each other")
        ]
    }
}

extension ReadPermission {
    /// After `may`.
    fileprivate var words: String {
        switch self {
        case .lists: "read lists"
        case .listEntries: "read and set the entries of lists"
        case .organizations: "read all organizations"
        case .persons: "read all persons"
        case .v1: "use the older API, which makes records"
        }
    }

    /// Whether imports and exports of lists cannot do without it.
    fileprivate var isNeeded: Bool { self == .lists || self == .listEntries || self == .v1 }

    /// Where in Affinity it is given.
    fileprivate var fix: String {
        func role(_ permission: String, _ effect: String) -> String {
            "an admin gives the role of the key's owner \"\(permission)\" in Affinity under Settings, Roles; without it \(effect)"
        }
        switch self {
        case .lists: return "an admin of the account says which lists the owner of the key sees"
        case .listEntries: return role("Export data from Lists", "no list can be imported into or exported")
        case .organizations: return role("Export All Organizations directory", "organizations are looked up one by one, and not exported")
        case .persons: return role("Export All People directory", "persons are looked up one by one, and not exported")
        case .v1: return "the API belongs to the plans Scale, Advanced and Enterprise: ask Affinity which one the account has"
        }
    }
}
