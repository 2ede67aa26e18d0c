import Affinity
import AffinityHTTP
import ArgumentParser
import Diagnostics

struct WhoAmICommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "whoami", abstract: "Whose key this is, what it may do, what is left of the minute and the month.",
        discussion: """
            EXAMPLES
              ferry whoami
              ferry whoami --json
            """)

    @OptionGroup var global: GlobalOptions

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let answer = try await Session.with(terminal) { session in
            let account = try await session.client.send(AffinityAPI.whoAmI())
            return Answer(
                account, session.client.rateStatus, host: session.route.baseURL.host, profile: session.route.profile?.name)
        }
        if terminal.options.json {
            try terminal.print(json: answer)
            return .done
        }
        if let profile = terminal.profile(), answer.profile != nil { terminal.print("Profile: \(terminal.text(of: profile))") }
        terminal.print("\(answer.user.name) <\(answer.user.email)> at \(answer.account.name) (\(answer.account.subdomain).affinity.co)")
        terminal.print("Key: \(answer.grant.type), may: \(answer.grant.scopes.joined(separator: ", "))")
        if let minute = answer.minute { terminal.print("This minute: \(minute.text) calls left") }
        terminal.print(answer.month.map { "This month: \($0.text) calls left" } ?? "This month: no limit")
        return .done
    }

    /// What `--json` prints.
    struct Answer: Encodable, Sendable {
        struct User: Encodable, Sendable {
            var id: Int64
            var name: String
            var email: String
        }

        struct Account: Encodable, Sendable {
            var name: String
            var subdomain: String
            var host: String
        }

        struct Grant: Encodable, Sendable {
            var type: String
            var scopes: [String]
        }

        var user: User
        var account: Account
        var grant: Grant
        var minute: CallsLeft?
        var month: CallsLeft?
        /// Where the key comes from, by name; null where no profile is used.
        var profile: String?

        init(_ account: CurrentUser, _ rate: RateStatus, host: String, profile: String?) {
            self.profile = profile
            let name = [account.firstName, account.lastName ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
            user = User(id: account.userID.rawValue, name: name, email: account.emailAddress)
            self.account = Account(name: account.tenantName, subdomain: account.subdomain, host: host)
            grant = Grant(type: account.grantType, scopes: account.scopes)
            minute = rate.minute.flatMap(CallsLeft.init)
            month = rate.month.window.flatMap(CallsLeft.init)
        }
    }
}
