import Foundation

@testable import Affinity

/// What `JSONDecoder` takes is read, and no bytes are a trap, whether they pass for any JSON, for a page of values, or for an error.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    var value: JSONValue?
    // Foundation believes a key in which characters are lost.
    var isLostKey = false
    do throws(JSONProblem) {
        value = try JSON.read(bytes) { (json) throws(JSONProblem) in try JSONValue(&json) }
    } catch { isLostKey = error.expected == "a key that is text" }
    if value == nil, !isLostKey, !isUnusual(bytes),
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
    {
        preconditionFailure("the reader refuses what JSONSerialization takes")
    }
    _ = value?.shown
    let response = APIResponse(status: 200, body: bytes)
    _ = try? AffinityAPI.organizations().page().decode(response)
    _ = try? AffinityAPI.listEntries(ListID(1), fieldIDs: []).page().decode(response)
    _ = try? AffinityAPI.users().page().decode(response)
    _ = ErrorBody(bytes)
    return 0
}

/// Foundation takes other encodings, a byte-order mark, a comma before a closing bracket, and any depth.
private func isUnusual(_ bytes: [UInt8]) -> Bool {
    let signs = bytes.filter { $0 > 0x20 }
    return bytes.contains(0) || signs.first.map { $0 >= 0x80 } == true
        || bytes.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") } > 500
        || zip(signs, signs.dropFirst()).contains { $0 == UInt8(ascii: ",") && ($1 == UInt8(ascii: "}") || $1 == UInt8(ascii: "]")) }
}
