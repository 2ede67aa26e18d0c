import Foundation
import Testing

@testable import Affinity

/// The one reader of answers, held against `JSONSerialization`.
@Suite("Answers are read")
struct JSONReaderTests {
    private func value(_ bytes: [UInt8]) -> JSONValue? {
        try? JSON.read(bytes) { (json) throws(JSONProblem) in try JSONValue(&json) }
    }

    private func decoded(_ bytes: [UInt8]) -> JSONValue? {
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)).map(JSONValue.init)
    }

    @Test("as Foundation reads them")
    func usual() {
        for seed in 0..<300 {
            var made = JSONPages(seed: UInt64(seed))
            for page in [made.organizations(), made.listEntries(), made.persons()] {
                let value = value(Array(page.utf8))
                let isAlike = value != nil && value == decoded(Array(page.utf8))
                #expect(isAlike, "\(page)")
            }
        }
    }

    @Test("with all their rows and the names in them")
    func rows() throws {
        for seed in 0..<300 {
            var made = JSONPages(seed: UInt64(seed))
            let text = made.organizations()
            guard case .array(let rows)? = decoded(Array(text.utf8))?["data"] else {
                Issue.record("not a page: \(text)")
                continue
            }
            let page = try AffinityAPI.organizations().page().decode(APIResponse(status: 200, body: Array(text.utf8)))
            #expect(page.odd.isEmpty && page.rows.map { Int($0.id.rawValue) } == rows.map { $0["id"]?.integer }, "\(text)")
            #expect(page.rows.map(\.name) == rows.map { $0["name"]?.text ?? "" }, "\(text)")
        }
    }

    @Test("alike, or not at all, when a byte is wrong; what Foundation takes is taken")
    func broken() {
        for seed in 0..<2000 {
            var made = JSONPages(seed: UInt64(seed))
            for bytes in [made.broken(made.organizations()), made.broken(made.listEntries())] {
                // Foundation takes a comma before a closing bracket, which JSON does not have.
                guard let decoded = decoded(bytes), !hasTrailingComma(bytes) else { continue }
                let isAlike = value(bytes)?.rounded == decoded.rounded
                #expect(isAlike, "\(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    private func hasTrailingComma(_ bytes: [UInt8]) -> Bool {
        let signs = bytes.filter { $0 > 0x20 }
        return zip(signs, signs.dropFirst()).contains { $0 == UInt8(ascii: ",") && ($1 == UInt8(ascii: "}") || $1 == UInt8(ascii: "]")) }
    }

    @Test(
        "not at all where the grammar is broken",
        arguments: [
            "", " ", "nul", "tru", "falsE", "[1,]", "[,1]", "[1 2]", "{\"a\":1,}", "{,}", "{\"a\" 1}", "{\"a\":}", "{a:1}", "{1:1}", "[1}",
            "{\"a\":[1}]", "01", "-", "1.", ".5", "1e", "1e+", "+1", "0x1", "\"a", "\"\\x\"", "\"\\u12\"", "\"\\u+123\"", "[1]x", "{}{}",
            "[",
            "{\"a\":{\"b\":[1,2}}", String(repeating: "[", count: 600) + String(repeating: "]", count: 600),
        ])
    func malformed(text: String) {
        let isTaken = value(Array(text.utf8)) != nil
        #expect(!isTaken)
        // The same where nobody asks for the value.
        let row = #"{"data":[{"id":1,"x":\#(text.isEmpty ? "," : text)}],"pagination":{"nextUrl":null}}"#
        guard !text.contains("\\") else { return }
        #expect(throws: AffinityError.self) {
            try AffinityAPI.organizations().page().decode(APIResponse(status: 200, body: Array(row.utf8)))
        }
    }

    @Test(
        "whatever the form of a number, and the last of two members of one name",
        arguments: [#"{"id":1e0,"name":"Acme"}"#, #"{"id":1.0,"name":"Acme"}"#, #"{"id":7,"name":"x","id":1,"name":"Acme"}"#])
    func unusual(row: String) throws {
        let body = Array(#"{"data":[\#(row)],"pagination":{"nextUrl":null}}"#.utf8)
        let page = try AffinityAPI.organizations().page().decode(APIResponse(status: 200, body: body))
        #expect(page.rows == [Organization(id: OrganizationID(1), name: "Acme", domains: [], isGlobal: false)])
    }
}

extension JSONValue {
    /// Foundation does not always take the nearest number.
    fileprivate var rounded: JSONValue {
        switch self {
        case .number(let number): .number(Double(Float(number)))
        case .array(let elements): .array(elements.map(\.rounded))
        case .object(let members): .object(members.mapValues(\.rounded))
        default: self
        }
    }

    /// What `JSONSerialization` makes of a text.
    fileprivate init(_ value: Any) {
        switch value {
        case let text as String: self = .string(text)
        case let number as NSNumber: self = CFBoolean.holds(number) ? .bool(number.boolValue) : .number(number.doubleValue)
        case let elements as [Any]: self = .array(elements.map(JSONValue.init))
        case let members as [String: Any]: self = .object(members.mapValues(JSONValue.init))
        default: self = .null
        }
    }
}

/// A flag is a number too to Foundation.
private enum CFBoolean {
    static func holds(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
