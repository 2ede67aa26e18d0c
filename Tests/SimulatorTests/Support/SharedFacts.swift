import Foundation

/// The folder of API facts beside the repository; absent in a plain clone.
enum SharedFacts {
    private static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared/affinity")

    static let hasOpenAPI = FileManager.default.fileExists(atPath: folder.appending(path: "openapi-v2-2026-09-17.json").path)
    static let hasRecordings = FileManager.default.fileExists(atPath: folder.appending(path: "recorded").path)

    static func json(_ path: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appending(path: path)))
    }
}
