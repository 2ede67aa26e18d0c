import Foundation

/// The nearest other client: `xaffinity` of affinity-sdk from PyPI, with the same list from the same server.
struct ExportClient {
    let options: Options
    let folder: String

    /// - Returns: nil where it is not installed.
    func measure(_ port: Int, _ rows: Int) throws(BenchError) -> (name: String, trial: Trial)? {
        guard let client = options.client else { return nil }
        let python = client.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/python"
        let version = Machine.output(python, ["-c", "import importlib.metadata as m; print(m.version('affinity-sdk'))"], folder)
        let file = "\(folder)/client.csv"
        var command = Command(
            client, ["list", "export", EntryPages.list.name, "--all", "--csv"],
            environment: [
                "AFFINITY_V1_BASE_URL": "http://127.0.0.1:\(port)", "AFFINITY_V2_BASE_URL": "http://127.0.0.1:\(port)/v2",
                "AFFINITY_API_KEY": "bench-key", "HOME": folder, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
            ], label: "client", folder: folder)
        command.output = file
        let trial = try Trial("exporting with xaffinity", runs: min(options.runs, 3), warmUp: false) { _ throws(BenchError) in
            let use = try Child(command).wait(expecting: [0])
            try Exporting.check(file, rows)
            return use
        }
        return ("`xaffinity` \(version ?? "")", trial)
    }
}
