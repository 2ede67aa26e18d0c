import Foundation
import Testing

@testable import CSV

/// Encodings that the system's iconv knows, and guesses.
@Suite struct SystemEncodingTests {
    private static let texts = [
        ("gb18030", "北京测试科技有限公司"), ("gbk", "上海样例公司"), ("big5", "台北測試公司"), ("shift_jis", "株式会社テスト①"), ("euc-jp", "東京の会社"),
        ("euc-kr", "서울 시험 회사"), ("windows-1251", "Яндекс Тест"), ("koi8-r", "Москва"), ("windows-1250", "Łódź Příklad"),
        ("windows-1253", "Αθήνα"), ("macintosh", "Café Müller"), ("iso-8859-15", "Œuvre €"), ("iso-2022-jp", "東京"), ("utf-16le", "株"),
    ]

    private static func encoding(_ name: String) throws -> TextEncoding {
        guard case .exactly(let encoding)? = RequestedEncoding(name: name) else { throw ReaderError.unusableDelimiter(0) }
        return encoding
    }

    @Test(arguments: texts) func `what is stated is read, however the chunks are cut`(_ name: String, _ text: String) throws {
        let encoding = try Self.encoding(name)
        let file = encoding.encode(Array("Name;City\n\(text);\"\(text)\"\nplain;x\n".utf8))
        for chunk in [1, 2, 3, 7, 65536] {
            let options = ReaderOptions(encoding: RequestedEncoding(name: name))
            let reading = try Reading(file, chunk: chunk, options: options)
            #expect(reading.fields == [[text, text], ["plain", "x"]], "chunks of \(chunk)")
            #expect(reading.problems == [nil, nil])
            #expect(reading.dialect.encoding == encoding)
        }
    }

    @Test(arguments: 0..<200) func `generated files go through every encoding and back`(_ seed: Int) throws {
        var random = Seeded(seed)
        let (name, text) = Self.texts[seed % Self.texts.count]
        let encoding = try Self.encoding(name)
        let pieces = text.filter { $0 != " " }.map { String($0) } + ["a", "B", "7", ",", "\"", "\n", "-"]
        let rows = random.table(from: pieces, rows: 20, columns: 3)
        var writer = RecordWriter(dialect: Dialect(encoding: encoding))
        writer.append(["x", "y", "z"])
        for row in rows { writer.append(row) }
        let options = ReaderOptions(delimiter: ASCII.comma, encoding: .exactly(encoding))
        let reading = try Reading(writer.takeBytes(), chunk: Int.random(in: 1...40, using: &random), options: options)
        #expect(reading.fields == rows)
    }

    @Test func `bytes that are not a character of the encoding name their line`() throws {
        let file = Array("a,b\nfine,1\n".utf8) + [0x81, 0x20] + Array(",2\nfine,3\nx,".utf8) + [0x81]
        let reading = try Reading(file, options: ReaderOptions(delimiter: ASCII.comma, encoding: RequestedEncoding(name: "shift_jis")))
        #expect(reading.problems == [nil, .invalidText(line: 3), nil, .invalidText(line: 5)])
    }

    @Test func `characters that an encoding of the system lacks become question marks`() throws {
        #expect(try Self.encoding("windows-1251").encode(Array("Я株é!".utf8)) == [0xDF, 0x3F, 0x3F, 0x21])
    }

    @Test(arguments: ["klingon", "", "utf-8//TRANSLIT", "utf 9"]) func `names that the system does not know are none`(_ name: String) {
        #expect(RequestedEncoding(name: name) == nil)
    }

    @Test func `every encoding of the system can be stated`() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["iconv", "-l"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let list = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let names = list.split { $0 == "," || $0.isWhitespace }.map { $0.hasSuffix("//") ? String($0.dropLast(2)) : String($0) }
        #expect(names.count > 50)
        // A slash within a name is of an alias, and would carry options of iconv.
        for name in names where !name.contains("/") { #expect(RequestedEncoding(name: name) != nil, "\(name)") }
    }

    @Test func `few bad bytes in UTF-8 are errors of it, wherever they stand`() {
        for place in [0, 70_000] {
            var evidence = EncodingEvidence()
            let text = Array(repeating: UInt8(ascii: "x"), count: place) + Array("Café Zürich naïve".utf8)
            for chunk in [text, [0x92], Array("s Société".utf8)] { evidence.add(chunk) }
            #expect(evidence.encoding == .utf8)
        }
        var western = EncodingEvidence()
        western.add(Array(repeating: UInt8(ascii: "x"), count: 70_000))
        western.add([0x43, 0x61, 0x66, 0xE9])
        #expect(western.encoding == .windows1252)
    }

    @Test(arguments: 0..<200) func `evidence does not depend on chunks`(_ seed: Int) {
        var random = Seeded(seed)
        var text: [UInt8] = []
        for _ in 0..<60 {
            text +=
                [Array("é".utf8), Array("株".utf8), Array("😀".utf8), [0xE9], [0xE2, 0x82], Array("abcdefghij".utf8)].randomElement(
                    using: &random) ?? []
        }
        var whole = EncodingEvidence()
        whole.add(text)
        var parts = EncodingEvidence()
        var start = 0
        while start < text.count {
            let end = min(text.count, start + Int.random(in: 1...5, using: &random))
            parts.add(Array(text[start..<end]))
            start = end
        }
        #expect(whole.encoding == parts.encoding)
    }

    @Test(arguments: [
        "Müller & Söhne – Café", "ÉCOLE CRÉÉE À L’ÉTÉ", "São Tomé: ação", "“Quoted” … 5° £3 m² ½", "Ærø Åland Øresund", "¿Qué? ¡Sí!",
        "naïve œuvre",
    ])
    func `text of Western Europe makes sense`(_ text: String) {
        var western = WesternText()
        western.add(TextEncoding.windows1252.encode(Array(text.utf8)))
        #expect(!western.isImprobable)
    }

    @Test(arguments: [
        ("gb18030", "北京测试科技有限公司"), ("shift_jis", "株式会社テスト"), ("euc-kr", "서울 시험 회사"), ("big5", "台北測試公司"),
        ("windows-1251", "Яндекс Тест"), ("macintosh", "Café Müller"), ("windows-1253", "Αθήνα"),
    ])
    func `text of other encodings makes none, and they are named`(_ name: String, _ text: String) throws {
        let bytes = try Self.encoding(name).encode(Array(text.utf8))
        var western = WesternText()
        western.add(bytes)
        #expect(western.isImprobable)
        let readings = WesternText.otherReadings(of: bytes + [0x0A])
        #expect(readings.contains { $0.encoding == name && text.hasPrefix($0.word) }, "\(readings)")
    }

    @Test(arguments: [
        ("windows-1254", "Türk Telekom\nİş Bankası\nŞişecam\nKoç Holding\nYapı Kredi\nDoğuş Grubu"),
        ("windows-1250", "Erdőgazdaság\nFővárosi Vízművek\nGyőri Keksz\nEgészségügyi Központ"),
        ("windows-1250", "Škoda\nČeské dráhy\nDvořák a syn\nVodafone Česká\nKolínská"),
        ("windows-1250", "Slovenské elektrárne\nŽelezničná spoločnosť\nVýchodoslovenská"),
        ("windows-1250", "Kovačić\nŽito\nČakovečki mlinovi\nPodravka Špar"),
        ("windows-1257", "Šiaulių bankas\nŽemaitijos pienas\nVilkyškių pieninė\nKlaipėdos nafta"),
        ("windows-1257", "Rīgas kuģu būvētava\nLatvijas dzelzceļš\nDaugavpils siltumtīkli"),
    ])
    func `words of one language of other letters are told from those of Western Europe`(_ name: String, _ text: String) throws {
        let bytes = try Self.encoding(name).encode(Array(text.utf8))
        let better = LatinReading.readings(of: bytes).better
        let reading = try #require(better.first { $0.encoding == name }, "\(better)")
        #expect(text.contains(reading.word), "\(reading)")
    }

    @Test(arguments: [
        "Müller & Söhne\nSociété Générale\nCafé Zürich\nÅkerströms\nPeña Nieto", "Simões\nKöln\nGarcía", "Müller\nGrüße\nÇa va\nChâteau",
        "Þór hf\nSigurður\nÍslandsbanki\nLandsbankinn Höfða", "São João\nAções\nConceição", "Ærø\nØrsted\nÅlborg", "Malmö\nGöteborg\nÅbo",
        "Tõnu Õunapuu\nPärnu\nJõgeva", "Señor Müller\nGarçon\nNestlé", "Perù\nCittà\nCaffè", "Tirana Bankë\nÇelësi", "Nestlé",
        "Núñez\nÁngel Müller\nFrançois Lefèvre\nJosé Simões\nSøren Åberg", "København\nGenève", "København\nCitroën",
        "Møller\nNoël\nNestlé", "São Paulo\nBenoît", "Müller\nGuðmundsson", "Peña\nCœur", "Muñoz\nLópez\nSacré-Cœur",
    ])
    func `names of Western Europe have no better reading`(_ text: String) {
        let bytes = TextEncoding.windows1252.encode(Array(text.utf8))
        #expect(LatinReading.readings(of: bytes).better.isEmpty, "\(LatinReading.readings(of: bytes))")
    }

    /// What one word leaves open is decided by nobody, and both readings are told.
    @Test(arguments: [("windows-1250", "Győr"), ("iso-8859-2", "Győr"), ("windows-1250", "Třebíč")])
    func `a word that is as good in two encodings has an even reading`(_ name: String, _ word: String) throws {
        let (better, even) = LatinReading.readings(of: try Self.encoding(name).encode(Array("\(word),x\n".utf8)))
        #expect((better + even).contains { $0.encoding == name && $0.word == word }, "\(better) \(even)")
        #expect(word != "Győr" || better.isEmpty && even.count == 2, "\(better) \(even)")
        let german = LatinReading.readings(of: TextEncoding.windows1252.encode(Array("Müller, Grüße\n".utf8)))
        #expect(german.better.isEmpty && german.even.isEmpty, "the letters stand at the same places: \(german)")
    }

    /// However many of the words a file has, and in which order, it is never refused where one or two languages of Western Europe have them all.
    @Test(arguments: 0..<200) func `words of two western languages are never read otherwise`(_ seed: Int) {
        var random = Seeded(seed)
        let languages =
            [
                ["Müller", "Söhne", "Bäcker", "Grün", "Straße", "Öl"],
                ["Société", "Générale", "Français", "Château", "Crème", "Noël", "Août"],
                ["Peña", "García", "Núñez", "Ángel", "Pingüino", "Unión"], ["São", "João", "Ações", "Conceição", "Português", "Três"],
                ["Åkerström", "Malmö", "Ångpanne", "Håkan"], ["Søren", "Ærø", "Ålborg", "Østre"],
            ]
        let words = languages.shuffled(using: &random).prefix(seed % 2 + 1).flatMap { $0 }
        let text = (0..<Int.random(in: 1...20, using: &random)).compactMap { _ in words.randomElement(using: &random) }
        let bytes = TextEncoding.windows1252.encode(Array(text.joined(separator: "\n").utf8))
        #expect(LatinReading.readings(of: bytes).better.isEmpty, "\(text)")
    }
}
