import Affinity
import Text

/// How run files are called: `<pipeline>-<UTC time>.ferry`.
package enum RunName {
    package static let suffix = ".ferry"

    /// `import-companies-20261121T101500Z.ferry` in the folder; with `-2`, `-3` … when that name is taken.
    /// - Parameter time: Milliseconds since 1970, UTC.
    package static func path(for pipeline: String, at time: Int64, in folder: String) -> String {
        let stem = folder + "/" + pipeline + "-" + stamp(time)
        var path = stem + suffix
        var number = 2
        while SystemFiles.exists(path) {
            path = "\(stem)-\(number)\(suffix)"
            number += 1
        }
        return path
    }

    /// `20261121T101500Z`.
    package static func stamp(_ time: Int64) -> String {
        let seconds = Int(time.flooredDivision(by: 1000))
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let day = CalendarDate(daysSince1970: days).description.filter { $0 != "-" }
        let rest = seconds - days * 86_400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(day)T\(two(rest / 3600))\(two(rest / 60 % 60))\(two(rest % 60))Z"
    }

    /// The file's name without folder and `.ferry`: what a person calls the run.
    package static func name(of path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.hasSuffix(suffix) ? String(file.dropLast(suffix.count)) : file
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
