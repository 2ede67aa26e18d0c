import Affinity
import FerryTestSupport
import PipelineSpec
import Planning
import Testing

/// What people write into cells, in two hundred ways of each kind: it is read as what it means, and found again at the second import.
@Suite struct VariantTests {
    private static func pick<Element>(_ of: [Element], _ dice: inout SplitMix) -> Element { of[Int(dice.next() % UInt64(of.count))] }

    private static func csv(_ header: [String], _ rows: [[String]]) -> String {
        ([header] + rows).map { $0.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") }.joined(separator: "\n") + "\n"
    }

    /// Imports, and imports again into what came of it.
    @discardableResult private func importTwice(
        _ csv: String, _ pipeline: ImportPipeline, _ about: String, _ start: TestWorld = TestWorld()
    ) throws -> (plan: TestPlan, world: TestWorld) {
        var world = start
        let plan = try TestPlan(csv, pipeline, world)
        _ = world.apply(plan)
        world.settle()
        let again = try TestPlan(csv, pipeline, world)
        #expect(again.summary.requests.write == 0, "\(about)\n\(csv)")
        return (plan, world)
    }

    // MARK: Names

    private static let before = ["", "", "", "", "株式会社", "ООО ", "PT ", "㈱", "UAB ", "주식회사 "]
    private static let behind = [
        "", "", "", " Inc.", ", Inc.", " GmbH", " S.à r.l.", " SCSp", " SICAV", " e.K.", " eG", " W.L.L.", " Pty Ltd", " Sdn. Bhd.",
        " d.o.o.",
        " s.r.o.", " a.s.", " OÜ", " Oy", " AB", " ApS", " K.K.", "株式会社", "有限公司", " 股份有限公司", " ООО", " AG & Co. KGaA", " LLP", " Kft.",
        " B.V.", " S.p.A.", " Ltd. Şti.", " PLC",
    ]
    private static let cores = ["Zq Labs", "Nordwind", "Beta Systems", "Müller", "深圳科技", "メルカリ", "Ромашка", "O'Reilly", "3M", "Ζήτα"]

    private static func spaced(_ name: String, _ dice: inout SplitMix) -> String {
        name.replacing(" ", with: pick([" ", " ", "  ", "\u{A0}", "\t", "\n", "\u{2028}", "\u{3000}"], &dice))
    }

    private static func wide(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.map { (0x21...0x7E).contains($0.value) ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0 }))
    }

    @Test(arguments: 0..<200) func companiesAreOneInAllTheirSpellings(seed: Int) throws {
        var dice = SplitMix(seed: UInt64(seed))
        let core = Self.pick(Self.cores, &dice)
        let names = (0..<4).map { _ -> String in
            var name = core
            if dice.next() % 4 == 0 { name = Self.wide(name) }
            if dice.next() % 3 == 0 { name = name.uppercased() }
            name = Self.spaced(Self.pick(Self.before, &dice) + name + Self.pick(Self.behind, &dice), &dice)
            return Self.pick(["", " ", "\u{200B}"], &dice) + name + Self.pick(["", "\u{A0}", " "], &dice)
        }
        let found = try importTwice(Self.csv(["Company", "Website"], names.map { [$0, ""] }), TestPipeline.make(), "seed \(seed)")
        #expect(found.world.companies.count == 1, "seed \(seed): \(names)")
    }

    @Test(arguments: 0..<200) func differentCompaniesStayApartAndAreFoundAgain(seed: Int) throws {
        var dice = SplitMix(seed: UInt64(seed))
        let cores = (0..<5).map { "\(Self.pick(Self.cores, &dice)) \(["Eins", "Zwei", "Drei", "Vier", "Fünf"][$0])" }
        let rows = cores.map { [Self.spaced(Self.pick(Self.before, &dice) + $0 + Self.pick(Self.behind, &dice), &dice), ""] }
        let found = try importTwice(Self.csv(["Company", "Website"], rows), TestPipeline.make(), "seed \(seed)")
        #expect(found.world.companies.count == 5, "seed \(seed): \(rows)")
    }

    @Test(arguments: 0..<200) func peopleAreOneInAllTheirSpellings(seed: Int) throws {
        var dice = SplitMix(seed: UInt64(seed))
        let first = Self.pick(["Zoe", "Mary Jane", "José", "Jean-Luc"], &dice)
        let last = Self.pick(["Qeps", "van der Berg", "Sá", "de la Cruz", "Ma", "Müller"], &dice)
        let names = (0..<4).map { _ -> String in
            let title = Self.pick(["", "", "Dr. ", "Prof. Dr. ", "Mr. "], &dice)
            let suffix = Self.pick(["", "", ", CFA", ", PhD", ", Jr.", " PhD"], &dice)
            let name = dice.next() % 2 == 0 ? "\(last), \(title)\(first)" : "\(title)\(first) \(last)\(suffix)"
            return Self.spaced(dice.next() % 3 == 0 ? name.uppercased() : name, &dice).replacing("\n", with: " ").replacing(
                "\u{2028}", with: " ")
        }
        var world = TestWorld()
        world.kind = .person
        let pipeline = TestPipeline.make(TestPipeline.create(.person))
        let found = try importTwice(Self.csv(["Company", "Website"], names.map { [$0, ""] }), pipeline, "seed \(seed)", world)
        #expect(found.world.companies.count == 1, "seed \(seed): \(names)")
    }

    // MARK: Sites

    private static func site(_ host: String, _ dice: inout SplitMix) -> String {
        var text = pick(["", "http://", "https://", "HTTPS://WWW.", "www.", "http//", "//", "http:// www."], &dice) + host
        text += pick(["", "/", ".", "/en", "?utm_source=x", "/about", ":443", "/#top"], &dice)
        switch dice.next() % 7 {
        case 0: return "[our site](\(text))"
        case 1: return "=HYPERLINK(\"\(text)\",\"Acme\")"
        case 2: return "\(text) (acquired)"
        case 3: return "\(text); zq-else.example"
        case 4: return " <\(text)>\u{A0}"
        default: return text
        }
    }

    @Test(arguments: 0..<200) func aCompanyIsOneUnderAllWritingsOfItsSite(seed: Int) throws {
        var dice = SplitMix(seed: UInt64(seed))
        let host = Self.pick(["zq-labs.com", "nordwind.de", "acme.github.io", "beta.co.uk", "bücher.example", "3m.com"], &dice)
        let rows = (0..<4).map { ["Company \($0 % 2)", Self.site(host, &dice)] }
        let found = try importTwice(Self.csv(["Company", "Website"], rows), TestPipeline.make(), "seed \(seed)")
        #expect(found.world.companies.count == 1, "seed \(seed): \(rows)")
    }

    /// Registers, directories, archives: no list holds them all.
    @Test(arguments: 0..<200) func companiesWithPagesOnOneHostStayApart(seed: Int) throws {
        var dice = SplitMix(seed: UInt64(seed))
        let host = Self.pick(
            ["finder.zq-register.org", "www.zq-directory.com", "zq-media.co.uk", "web.archive.org", "github.com", "zq.gov"], &dice)
        let page = Self.pick(["company/", "c?id=", "profile/view/", "startups/", "#/c/", "item.php?tid=7&id="], &dice)
        let count = 2 + Int(dice.next() % 4)
        var rows = (0..<count).map { ["\(Self.cores[$0]) \(seed)", "https://\(host)/\(page)\($0 + 1)"] }
        let hasOwner = !["web.archive.org", "zq.gov"].contains(host) && dice.next() % 2 == 0
        // The company that runs it owns it.
        if hasOwner {
            let names = [
                "finder.zq-register.org": "ZQ Register", "www.zq-directory.com": "ZQ Directory", "zq-media.co.uk": "zq media Ltd",
                "github.com": "GitHub, Inc.",
            ]
            rows.append([names[host] ?? "", host])
        }
        let found = try importTwice(Self.csv(["Company", "Website"], rows), TestPipeline.make(), "seed \(seed)")
        #expect(found.world.companies.count == rows.count, "seed \(seed): \(rows)")
        #expect(found.world.companies.values.count { !$0.domains.isEmpty } == (hasOwner ? 1 : 0), "seed \(seed): \(rows)")
        // One at a time, what Affinity holds tells the same.
        var world = TestWorld()
        for row in rows.prefix(count) {
            let plan = try TestPlan(Self.csv(["Company", "Website"], [row]), TestPipeline.make(), world)
            _ = world.apply(plan)
            world.settle()
        }
        #expect(world.companies.count == count, "seed \(seed): \(rows)")
    }

    // MARK: Numbers

    @Test(arguments: 0..<200) func aNumberIsReadInAllItsWritings(seed: Int) throws {
        var dice = SplitMix(seed: UInt64(seed))
        let usesComma = dice.next() % 2 == 0
        let numbers = (0..<5).map { _ in Double(Int(dice.next() % 90_000_000) + 1_000_000) / 100 }
        var rows = numbers.enumerated().map { index, number -> [String] in
            let whole = Int(number)
            let cents = Int((number * 100).rounded()) % 100
            var digits = String(whole)
            let mark = Self.pick(usesComma ? [".", " ", "\u{A0}", "\u{202F}", "'", ""] : [",", " ", "\u{A0}", "\u{202F}", "'", ""], &dice)
            var place = digits.count - 3
            while place > 0 {
                digits.insert(contentsOf: mark, at: digits.index(digits.startIndex, offsetBy: place))
                place -= 3
            }
            let text = "\(digits)\(usesComma ? "," : ".")\(cents < 10 ? "0" : "")\(cents)"
            let money = Self.pick(
                ["\(text)", "$\(text)", "€ \(text)", "\(text) USD", "US$\(text)", " \(text)\u{A0}", "\u{200E}\(text)"], &dice)
            return ["C\(index)", "c\(index).example", money]
        }
        // Short ones leave no doubt which the mark is.
        rows += (0..<3).map { ["D\($0)", "d\($0).example", usesComma ? "1,\($0 + 1)" : "1.\($0 + 1)"] }
        let pipeline = TestPipeline.make(
            TestPipeline.create(), [TestPipeline.add("Dealflow"), TestPipeline.set(assign("Deal Size", column("Ask")))])
        let found = try importTwice(Self.csv(["Company", "Website", "Ask"], rows), pipeline, "seed \(seed)")
        for (index, number) in numbers.enumerated() {
            guard case .one(.number(let read))? = found.plan.cell(index + 1)?.after else {
                Issue.record("seed \(seed): \(rows[index]): \(found.plan.problems(index + 1))")
                continue
            }
            #expect(abs(read - number) < 0.001, "seed \(seed): \(rows[index])")
        }
        #expect(found.plan.summary.fields.first?.decimal == (usesComma ? "," : "."), "seed \(seed)")
    }
}
