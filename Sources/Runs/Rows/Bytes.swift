#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// From the bytes that GRDB reads to ours.
enum Bytes {
    static func array(_ data: Data) -> [UInt8] { [UInt8](data) }
}
