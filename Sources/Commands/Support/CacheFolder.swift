import AffinityHTTP
import Application
import Crypto
import Exporting
import Runs
import Text

/// What may be lost without harm: `$XDG_CACHE_HOME/ferry`, else `~/.cache/ferry`.
enum CacheFolder {
    /// Nil where there is no home.
    static func path(_ environment: [String: String]) -> String? {
        // Relative paths are to be ignored, says the XDG base directory specification.
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") { return cache + "/ferry" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.cache/ferry" }
        return nil
    }

    /// Where the plans of one key keep what they have read, likewise.
    static func reads(of route: Route, _ context: CommandContext) -> ReadCache? {
        path(context.environment).map { ReadCache(in: $0, owner: digest(of: route)) }
    }

    private static func digest(of route: Route) -> String { SHA256.hash(data: route.fingerprint).prefix(16).hexDigits }

    /// Where the runs of one key share its minute; nil where nothing can be kept. The file has the key's hash in its name, never the key.
    static func budget(of route: Route, _ context: CommandContext) -> BudgetFile? {
        guard let folder = path(context.environment) else { return nil }
        let uptime = context.uptime
        return BudgetFile(named: "budget-\(digest(of: route))", in: folder, now: { uptime().ticks })
    }
}
