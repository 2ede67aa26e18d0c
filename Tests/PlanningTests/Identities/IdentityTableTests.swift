import Affinity
import PipelineSpec
import Testing

@testable import Planning

/// What is kept of the companies of a spreadsheet, and how much memory that takes.
@Suite struct IdentityTableTests {
    private static func identity(_ number: Int) -> Identity {
        Identity(unique: "firma-\(number).example.org", nameKey: "firma \(number) holding")
    }

    @Test(arguments: [nil, 0, 1000] as [Int?])
    func eachIdentityIsKeptOnceWithTheNameOfItsFirstRow(memory: Int?) throws {
        var table = IdentityTable(memory.map { RecordStore(memory: $0) { TestSpool() } } ?? RecordStore())
        for row in 0..<3000 { try table.append(row % 7 == 6 ? nil : Self.identity(row % 1000), name: "Firma \(row)") }
        #expect(table.indexOfRow.count == 3000)
        #expect(table.index(ofRow: 7) == IdentityTable.none && table.index(ofRow: 3001) == IdentityTable.none)
        var names: [Identity: String] = [:]
        for row in 0..<3000 where row % 7 != 6 {
            let index = Int(table.index(ofRow: row + 1))
            let identity = Self.identity(row % 1000)
            #expect(try table.identity(at: index) == identity)
            if names[identity] == nil { names[identity] = "Firma \(row)" }
            #expect(try table.name(at: index) == names[identity])
        }
        #expect(table.count == names.count)
    }

    @Test func allOfAnIdentityComesBack() throws {
        var table = IdentityTable(RecordStore(memory: 0) { TestSpool() })
        var whole = Identity(
            unique: "größe.example.org", nameKey: "", furtherUnique: ["b@x.org", ""],
            others: [.id("811"), .field("field-1", String(repeating: "x", count: 40_000))])
        whole.needsName = true
        whole.isFirstOfSeveral = true
        let all = [
            whole, Identity(unique: nil, nameKey: nil), Identity(unique: nil, nameKey: "acme"), Identity(unique: "acme", nameKey: nil),
        ]
        for (number, identity) in all.enumerated() { try table.append(identity, name: number % 2 == 0 ? "Name \(number)" : nil) }
        #expect(try table.all == all)
        #expect(try table.indices.map { try table.name(at: $0) } == ["Name 0", nil, "Name 2", nil])
    }

    @Test func identitiesOfOneHashAreTwo() throws {
        // As rows they differ in the last property alone, and none is taken for another.
        var table = IdentityTable()
        var other = Self.identity(1)
        other.isFirstOfSeveral = true
        let further = Identity(unique: Self.identity(1).unique, nameKey: Self.identity(1).nameKey, others: [.id("1")])
        for identity in [Self.identity(1), other, further, other, Self.identity(1)] { try table.append(identity) }
        #expect(table.indexOfRow == [0, 1, 2, 1, 0])
    }

    @Test func aNameInAnotherNormalFormIsTheSame() throws {
        var table = IdentityTable()
        for name in ["vacío", "vaci\u{301}o"] { try table.append(Identity(unique: nil, nameKey: name)) }
        #expect(table.indexOfRow == [0, 0])
    }

    @Test func aCompanyTakesAFewBytesOfMemory() throws {
        let spool = TestSpool()
        let store = RecordStore(memory: 64 << 10) { spool }
        var table = IdentityTable(store)
        let count = 20_000
        for number in 0..<count { try table.append(Self.identity(number), name: "Firma \(number) Holding") }
        // Four of them for the row. The table that finds it again is at least three eighths full.
        #expect(table.byteCount <= count * (1 + 4 + 22))
        #expect(store.byteCount <= 64 << 10 + 3 << 20)
        try table.decideHosts()
        #expect(table.byteCount == count * (1 + 4) + NumberTable().byteCount)
        let index = try RecordIndex(wantedBy: table)
        #expect(index.byteCount <= count * 21)
        var matches = MatchTable()
        for _ in 0..<count { matches.append(.missing(nearby: nil)) }
        #expect(matches.byteCount <= count * 8)
    }

    @Test func whatWasFoundComesBack() {
        let all: [MatchResult] = [
            .missing(nearby: nil), .missing(nearby: "near"), .missing(nearby: nil, unfinishedSearch: "doubt"), .withoutKey, .new, .leftOut,
            .unasked("no"), .ambiguous([]), .found(Match(id: RecordID(7), name: "Seven", by: .domain)),
        ]
        let table = MatchTable(all + all.reversed())
        #expect(table.indices.map { table[$0] } == all + all.reversed())
        #expect(table.results.count == 10)
    }
}

@Suite struct RecordStoreTests {
    /// Lengths on both sides of a block's, and none.
    private static func record(_ number: Int) -> [UInt8] {
        Array(repeating: UInt8(truncatingIfNeeded: number), count: [0, 3, 70, 500, 16_379, 16_384, 40_000][number % 7])
    }

    @Test(arguments: [0, 100, 50_000, 10_000_000])
    func recordsComeBackInAnyOrder(memory: Int) throws {
        let store = RecordStore(memory: memory) { TestSpool() }
        for number in 0..<700 {
            #expect(try store.append(Self.record(number)) == number)
            // While it grows too: the last block was not full when it was read.
            let earlier = (number * 7919) % (number + 1)
            #expect(try store.withRecord(earlier) { Array($0) } == Self.record(earlier))
        }
        for order in [Array(0..<700), (0..<700).reversed(), (0..<700).map { $0 * 389 % 700 }] {
            for number in order { #expect(try store.withRecord(number) { Array($0) } == Self.record(number)) }
        }
    }

    @Test func noSpoolIsMadeBeforeMemoryIsFull() throws {
        struct Full: Error {}
        let store = RecordStore(memory: 1000) { throw Full() }
        for _ in 0..<10 { try store.append(Array(repeating: 1, count: 96)) }
        #expect(throws: Full.self) { try store.append([1]) }
        #expect(try store.withRecord(9) { $0.count } == 96)
    }
}
