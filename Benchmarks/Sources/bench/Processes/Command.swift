/// A program to start, with all that it gets to know.
struct Command {
    var executable: String
    var arguments: [String]
    /// All of it: nothing is inherited, so that a setting of the caller's (a key, a proxy) has no say in a measurement.
    var environment: [String: String]
    /// Files for standard output and standard error.
    var output: String
    var errors: String

    /// - Parameter folder: gets the two files, named after `label`.
    init(_ executable: String, _ arguments: [String], environment: [String: String] = [:], label: String, folder: String) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        output = "\(folder)/\(label).out"
        errors = "\(folder)/\(label).err"
    }
}
