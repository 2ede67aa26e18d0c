extension AccountSeed {
    /// The account that `ferry simulate` serves when it is given no other: a small venture firm with 500 organizations. The same in
    /// every process.
    package static let builtIn = BuiltInAccount().seed()
}
