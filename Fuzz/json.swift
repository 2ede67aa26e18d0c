import Foundation

@testable import Affinity

/// What the quick reader makes of a page, `JSONDecoder` makes of it too; what it leaves alone, it leaves alone without a trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    compare(OrganizationDTO.self, bytes)
    compare(ListEntryDTO.self, bytes)
    if let value = try? JSONDecoder().decode(Affinity.JSONValue.self, from: Data(bytes)) { _ = "\(value)" }
    return 0
}

private func compare<Row: JSONReadable>(_: Row.Type, _ bytes: [UInt8]) {
    guard let quick = JSONReader.read(bytes, { reader throws(JSONReader.Unexpected) in try V2Page<Row>(&reader) }) else { return }
    guard let slow = try? JSONDecoder().decode(V2Page<Row>.self, from: Data(bytes)) else {
        preconditionFailure("the quick reader takes what JSONDecoder refuses")
    }
    precondition("\(quick)" == "\(slow)", "the two read differently")
}
