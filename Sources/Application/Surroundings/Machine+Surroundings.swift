import Crypto
import Foundation
package import Runs
import Text

extension Machine {
    /// This machine: `FERRY_MACHINE`, which containers that come and go may share; else the system's own id, else its name.
    package static func current(_ environment: [String: String]) -> Machine {
        let name = ProcessInfo.processInfo.hostName
        if let given = environment["FERRY_MACHINE"], !given.isEmpty { return Machine(id: "named " + digest(given), name: given) }
        for path in ["/etc/machine-id", "/var/lib/dbus/machine-id"] {
            let id = ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
            // The id itself is to be kept within the machine, says machine-id(5).
            if !id.isEmpty { return Machine(id: digest("ferry " + id), name: name) }
        }
        return Machine(id: "host " + digest(name), name: name)
    }

    private static func digest(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).prefix(16).hexDigits
    }
}
