// swift-tools-version: 6.2
import PackageDescription

/// Every module is held to the same rules: no implicit existentials, no leaking imports, no warnings.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

let package = Package(
    name: "ferry",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "ferry", targets: ["ferry"]),
        // Of the tests: loaded into a process to kill it at a chosen point.
        .library(name: "KillPoints", type: .dynamic, targets: ["CKillPoints"]),
        // Of script/clock and of tests that set a clock: loaded beside faketime.
        .library(name: "SteadyTimers", type: .dynamic, targets: ["CSteadyTimers"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        module("Screen"),
        module("Diagnostics", ["Screen"]),
        .systemLibrary(name: "CPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"]), .brew(["libpsl"])]),
        .systemLibrary(name: "CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"]), .brew(["libidn2"])]),
        module("Text", ["CIDN2", "CPSL"]),
        module("Files"),
        module("YAMLTree", ["CLibYAML", "Diagnostics"]),
        // iconv is part of the C library on Linux, and one of its own on the Mac.
        .target(name: "CSV", swiftSettings: strict, linkerSettings: [.linkedLibrary("iconv", .when(platforms: [.macOS]))]),
        .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        module("Workbook", ["CExpat", "CLibZip"]),
        module("PipelineSpec", ["CSV", "Diagnostics", "Text", "YAMLTree"]),
        module("Affinity", ["Text"]),
        module("AffinityHTTP", ["Affinity", "Files", asyncHTTPClient, nioCore, nioHTTP1, nioPosix, nioSSL]),
        module("Planning", ["Affinity", "CSV", "Diagnostics", "PipelineSpec", "Text"]),
        module("Tables", ["CSV", "Diagnostics", "Files", "PipelineSpec", "Planning", "Text", "Workbook", crypto]),
        module("Drafting", ["Affinity", "CSV", "Diagnostics", "Exporting", "PipelineSpec", "Planning", "Tables", "Text"]),
        module("Snapshot", ["Affinity", "PipelineSpec", "Planning", "Text"]),
        .systemLibrary(
            name: "CSQLiteGuard", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite3"])]),
        module("Runs", ["Affinity", "CSQLiteGuard", "Diagnostics", "Files", "PipelineSpec", "Planning", "Text", crypto, grdb, grdbSQLite]),
        module("Exporting", ["Affinity", "CSV", "CZlib", "Diagnostics", "Files", "PipelineSpec", "Text", crypto]),
        module(
            "Application",
            [
                "Affinity", "CSV", "Diagnostics", "Exporting", "Files", "PipelineSpec", "Planning", "Runs", "Screen", "Snapshot", "Tables",
                "Text", crypto,
            ]),
        module("Simulator", [asyncHTTPClient, hummingbird, logging, nioCore, nioHTTP1]),
        module(
            "Commands",
            [
                "Affinity", "AffinityHTTP", "Application", "CSV", "Diagnostics", "Drafting", "Exporting", "Files", "PipelineSpec",
                "Planning",
                "Runs", "Screen", "Simulator", "Snapshot", "Tables", "Text", "YAMLTree", argumentParser, crypto, nioCore,
            ],
            resources: [.embedInCode("Review/Page")]),
        .executableTarget(name: "ferry", dependencies: ["Commands"], swiftSettings: strict),
        tests("ScreenTests", ["Screen"]),
        tests("DiagnosticsTests", ["Diagnostics", "FerryTestSupport", "Screen"]),
        tests("TextTests", ["FerryTestSupport", "Text"]),
        tests("CSVTests", ["CSV"]),
        tests("FilesTests", ["Files"]),
        tests("WorkbookTests", ["CZlib", "Workbook"], exclude: ["Books"]),
        // What tests share; no test itself.
        .target(
            name: "FerryTestSupport", dependencies: ["Affinity", "Diagnostics", "Simulator"], path: "Tests/FerryTestSupport",
            swiftSettings: strict),
        tests("YAMLTreeTests", ["Diagnostics", "FerryTestSupport", "YAMLTree"]),
        tests("PipelineSpecTests", ["CSV", "Diagnostics", "FerryTestSupport", "PipelineSpec", "Text", "YAMLTree"], exclude: ["Golden"]),
        tests("AffinityTests", ["Affinity", "FerryTestSupport", "Simulator", "Text"]),
        tests("AffinityHTTPTests", ["Affinity", "AffinityHTTP", "Files", nioCore, nioPosix, nioSSL]),
        tests("PlanningTests", ["Affinity", "CSV", "Diagnostics", "FerryTestSupport", "PipelineSpec", "Planning", "Text"]),
        tests("TablesTests", ["CSV", "Diagnostics", "FerryTestSupport", "PipelineSpec", "Planning", "Tables", "YAMLTree"]),
        tests(
            "DraftingTests",
            ["Affinity", "CSV", "Diagnostics", "Drafting", "FerryTestSupport", "PipelineSpec", "Planning", "Tables", "Text"]),
        tests("RunsTests", ["Affinity", "Diagnostics", "FerryTestSupport", "Files", "PipelineSpec", "Planning", "Runs", "Text", grdb]),
        tests(
            "SnapshotTests",
            ["Affinity", "CSV", "Diagnostics", "FerryTestSupport", "PipelineSpec", "Planning", "Simulator", "Snapshot", "Text"]),
        tests(
            "ExportingTests", ["Affinity", "CSV", "Diagnostics", "Exporting", "FerryTestSupport", "PipelineSpec", "Text"],
            exclude: ["Golden"]),
        tests("SimulatorTests", ["FerryTestSupport", "Simulator", hummingbird, logging, nioCore]),
        tests(
            "CommandsTests",
            [
                "Affinity", "AffinityHTTP", "Application", "Commands", "Diagnostics", "Exporting", "FerryTestSupport", "PipelineSpec",
                "Planning", "Runs",
                "Screen", "Tables", "Text", "YAMLTree",
                argumentParser, grdb,
            ]),
        tests(
            "ApplicationTests",
            [
                "Affinity", "Application", "Diagnostics", "Exporting", "FerryTestSupport", "PipelineSpec", "Planning", "Runs", "Simulator",
                "Tables", "Text",
            ]),
        .target(name: "CKillPoints", path: "Tests/CKillPoints"),
        .target(name: "CSteadyTimers", path: "Tests/CSteadyTimers"),
        .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
        // Of the tests: between the binary and the simulator, to spoil answers.
        .executableTarget(name: "FaultProxy", path: "Tests/FaultProxy", swiftSettings: strict),
        tests(
            "EndToEndTests", ["CPseudoTerminal", "FaultProxy", "FerryTestSupport", "Runs", "Simulator", "ferry", grdb],
            exclude: ["Books", "Scripts"]),
    ]
)
