// swift-tools-version: 6.2
import PackageDescription

/// The tests of `Affinity` and `Runs` and what they need, as a package of their own: a sanitizer wants everything built anew, and this is
/// a tenth of Ferry. The sources are Ferry's own, by a link.
///
/// `SHADOW` in the environment puts a `Synchronization` of our own before Swift's: see Shadow/Mutex.swift.
let isShadowed = Context.environment["SHADOW"] != nil
let shadow: [Target.Dependency] = isShadowed ? ["Synchronization"] : []

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies + shadow, path: "Sources/\(name)", swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies + shadow, path: "Tests/\(name)", exclude: exclude, swiftSettings: strict)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")

let package = Package(
    name: "sanitize",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibYAML", path: "Sources/CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        module("Screen"),
        module("Diagnostics", ["Screen"]),
        .systemLibrary(name: "CPSL", path: "Sources/CPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
        .systemLibrary(name: "CIDN2", path: "Sources/CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
        module("Text", ["CIDN2", "CPSL"]),
        module("Files"),
        module("YAMLTree", ["CLibYAML", "Diagnostics"]),
        module("CSV"),
        .systemLibrary(name: "CSQLiteGuard", path: "Sources/CSQLiteGuard", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        module("PipelineSpec", ["CSV", "Diagnostics", "Text", "YAMLTree"]),
        module("Affinity", ["Text"]),
        module("Planning", ["Affinity", "CSV", "Diagnostics", "PipelineSpec", "Text"]),
        module("Runs", ["Affinity", "CSQLiteGuard", "Diagnostics", "Files", "PipelineSpec", "Planning", "Text", crypto, grdb, grdbSQLite]),
        // Without the one that asks the simulator: with it all of an HTTP server would have to be built.
        tests("AffinityTests", ["Affinity", "FerryTestSupport", "Text"], exclude: ["NoteTextTests.swift"]),
        .target(
            name: "FerryTestSupport", dependencies: ["Affinity", "Diagnostics"], path: "Tests/FerryTestSupport", exclude: ["Simulated"],
            swiftSettings: strict),
        tests("RunsTests", ["Affinity", "Diagnostics", "FerryTestSupport", "Files", "PipelineSpec", "Planning", "Runs", "Text", grdb]),
    ] + (isShadowed ? [.target(name: "Synchronization", path: "Shadow")] : [])
)
