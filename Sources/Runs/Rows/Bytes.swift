#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Between our bytes and those that GRDB binds.
enum Bytes {
    static func data(_ bytes: [UInt8]) -> Data { Data(bytes) }
    static func array(_ data: Data) -> [UInt8] { [UInt8](data) }
}
