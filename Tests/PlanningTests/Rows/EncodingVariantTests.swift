import CSV
import FerryTestSupport
import PipelineSpec
import Planning
import Testing

/// Files in every encoding of their language, found out or stated: the names arrive as they were meant, and are found again at the second import.
@Suite struct EncodingVariantTests {
    private static let languages: [(encodings: [String], names: [String])] = [
        (["utf-8", "windows-1252", "iso-8859-15", "macintosh"], ["Müller & Söhne", "Société Générale", "São João", "Ærø", "Peña"]),
        (["utf-8", "windows-1250", "iso-8859-2"], ["Győr", "Škoda", "Łódź Systemy", "Kovačić", "České dráhy"]),
        (["utf-8", "windows-1254", "iso-8859-9"], ["İş Bankası", "Şişecam", "Koç Holding", "Doğuş"]),
        (["utf-8", "windows-1251", "koi8-r", "iso-8859-5"], ["Яндекс", "Ромашка", "Москва Сити"]),
        (["utf-8", "windows-1253", "iso-8859-7"], ["Αθήνα", "Ζήτα"]),
        (["utf-8", "gb18030", "gbk"], ["深圳科技", "北京测试"]), (["utf-8", "big5"], ["台北測試"]),
        (["utf-8", "shift_jis", "euc-jp"], ["メルカリ", "東京"]), (["utf-8", "euc-kr"], ["서울 시험"]),
    ]

    private static func pick<Element>(_ of: [Element], _ dice: inout SplitMix) -> Element { of[Int(dice.next() % UInt64(of.count))] }

    @Test(arguments: 0..<200) func theNamesArriveAndAreFoundAgain(seed: Int) throws {
        var dice = SplitMix(seed: UInt64(seed))
        let language = Self.pick(Self.languages, &dice)
        let name = Self.pick(language.encodings, &dice)
        guard case .exactly(let encoding)? = RequestedEncoding(name: name) else { throw TestFailure(name) }
        let mark = Self.pick([",", ";", "\t"], &dice)
        let end = Self.pick(["\n", "\r\n"], &dice)
        let names = (0..<4).map { "\(Self.pick(language.names, &dice)) \(["Eins", "Zwei", "Drei", "Vier"][$0])" }
        let lines = names.enumerated().map { "\($0.element)\(mark)c\($0.offset)-zq.example" }
        let text = (["Company\(mark)Website"] + lines).joined(separator: end) + end
        // What a file in UTF-8 or of Western Europe is, is found out; the others have to be stated.
        let isStated = !["utf-8", "windows-1252"].contains(name) || dice.next() % 2 == 0
        let options = ReaderOptions(encoding: isStated ? .exactly(encoding) : nil)
        let hasMark = name == "utf-8" && dice.next() % 2 == 0
        let bytes = (hasMark ? encoding.byteOrderMark : []) + encoding.encode(Array(text.utf8))
        var world = TestWorld()
        let plan = try TestPlan(text, TestPipeline.make(), world, bytes: bytes, options: options)
        _ = world.apply(plan)
        world.settle()
        #expect(world.companies.values.map(\.name).sorted() == names.sorted(), "seed \(seed): \(name)")
        let again = try TestPlan(text, TestPipeline.make(), world, bytes: bytes, options: options)
        #expect(again.summary.requests.write == 0, "seed \(seed): \(name) \(names)")
        // The same rows by another program, in UTF-8.
        let other = try TestPlan(text, TestPipeline.make(), world)
        #expect(other.summary.requests.write == 0, "seed \(seed): \(names)")
    }

    private struct TestFailure: Error {
        let encoding: String
        init(_ encoding: String) { self.encoding = encoding }
    }
}
