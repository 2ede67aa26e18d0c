import Testing

@testable import Planning

@Suite("Tables to look identities and organizations up")
struct LookupTableTests {
    @Test("find every number that was put in, by its value, and no other")
    func numbers() {
        var table = NumberTable()
        let values = (0..<5000).map { $0 * 7 }
        // Hashes that collide in all bits, in the lower ones, and hardly at all.
        for spread in [0, 1 << 20, 0x9E37_79B9] {
            table = NumberTable()
            for (number, value) in values.prefix(spread == 0 ? 300 : 5000).enumerated() {
                let hash = value &* spread
                #expect(table.number(hash: hash) { values[Int($0)] == value } == nil)
                table.insert(Int32(number), hash: hash)
            }
            for (number, value) in values.prefix(spread == 0 ? 300 : 5000).enumerated() {
                #expect(table.number(hash: value &* spread) { values[Int($0)] == value } == Int32(number))
            }
            #expect(table.number(hash: 3 &* spread) { values[Int($0)] == 3 } == nil)
        }
    }

    @Test("hold for each wanted text what has it, once")
    func wanted() {
        var wanted = NumbersByText(count: 4)
        for text in ["a.com", "b.com", "a.com", "vacío"] { wanted.want(text) }
        func numbers(_ text: String) -> [Int32] {
            var found: [Int32] = []
            wanted.forEachNumber(of: text) { found.append($0) }
            return found
        }
        #expect(!wanted.isWanted("c.com") && numbers("c.com").isEmpty && numbers("a.com").isEmpty)
        #expect(["a.com", "b.com", "vaci\u{301}o"].allSatisfy { wanted.isWanted($0) })
        for number: Int32 in [4, 4, 9, 9, 11] { wanted.insert(number, for: "a.com") }
        #expect(numbers("a.com") == [4, 9, 11] && numbers("b.com").isEmpty)
        #expect(wanted.hasNumbers(of: "a.com") && !wanted.hasNumbers(of: "b.com"))
        #expect(!NumbersByText(count: 0).isWanted("a.com"))
    }

    @Test("know thousands of texts and no others")
    func manyWanted() {
        var wanted = NumbersByText(count: 5000)
        for number in 0..<5000 { wanted.want("firma-\(number).example.org") }
        #expect((0..<5000).allSatisfy { wanted.isWanted("firma-\($0).example.org") })
        #expect(!(5000..<10_000).contains { wanted.isWanted("firma-\($0).example.org") })
    }

    @Test("tell the cells that count as blank, in any normal form")
    func blanks() {
        let blanks = BlankTexts(["", "n/a", "vacío"])
        #expect(["", "n/a", "vacío", "vaci\u{301}o"].allSatisfy { blanks.contains($0) })
        #expect(["-", "N/A", "a longer text than any of them"].allSatisfy { !blanks.contains($0) })
        #expect(!BlankTexts([]).contains(""))
    }
}
