/// How alike the name of a column and that of a field are.
enum FieldNames {
    /// From 0, nothing in common, to 1, the same words.
    static func likeness(_ column: String, _ field: String) -> Double {
        let (a, b) = (words(column), words(field))
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        if a == b { return 1 }
        if a.joined() == b.joined() { return 0.98 }
        if let group = group(a), group == self.group(b) { return 0.85 }
        let (setA, setB) = (Set(a), Set(b))
        let common = setA.intersection(setB)
        // "GICS Sector" is a sector; "Sector Notes" is something else.
        if common == setB, a.last == b.last { return 0.75 }
        if common == setA, a.last == b.last { return 0.7 }
        return common.isEmpty ? 0 : 0.3 * Double(common.count) / Double(max(setA.count, setB.count))
    }

    private static let fillers: Set<String> = ["the", "of", "a", "in", "and", "usd", "eur", "gbp", "s"]

    private static func words(_ name: String) -> [String] {
        HeaderWords.normalized(name).split(separator: " ").map(String.init).filter { !fillers.contains($0) }.map { word in
            word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("us") ? String(word.dropLast()) : word
        }
    }

    private static func group(_ words: [String]) -> Int? { groups[words.joined(separator: " ")] }

    private static let groups: [String: Int] = {
        var table: [String: Int] = [:]
        for (index, line) in alike.split(separator: "\n").enumerated() {
            for name in line.split(separator: ",") { table[words(String(name)).joined(separator: " ")] = index }
        }
        return table
    }()

    /// Names of one thing, a line each.
    private static let alike = """
        status, stage, deal stage, pipeline stage, phase, deal status, lead status, stagename
        owner, owners, deal owner, company owner, account owner, partner, deal lead, responsible, relationship owner, assigned to, lead partner
        amount, deal size, ask, round size, deal amount, check size, ticket size, deal value, deal - value, opportunity amount
        industry, sector, vertical, industry vertical, category, industries, industry group, primary industry sector, gics sector
        tags, tag, labels, keywords, categories, themes
        hq, headquarters, location, hq office, office, headquarters location, hq location, primary location, address
        source, lead source, deal source, origin, channel, original source
        year founded, founded, founding year, founded year, year of foundation
        description, summary, about, short description, one liner, full description, company description
        number of employees, employees, headcount, employee count, employee range, fte
        first met, met, date met, first meeting, met on, first contact
        linkedin, linkedin url, linkedin company page, linkedin profile, company linkedin
        total funding, total funding amount, total raised, funding raised, funding
        last funding date, last financing date, last round date
        last funding amount, last financing size, last round size
        sourced by, found by, introduced by, referred by, referrer
        lead investor, lead
        investors, active investors, investor names, top 5 investors
        priority, importance, rank
        job title, title, position, role
        phone, phone number, telephone, mobile
        invested on, investment date, date of investment, beteiligt seit
        ownership, stake, share, anteil
        board seat, board member, board, beirat
        notes, comments, remarks
        member since, date added, added, joined
        """
}
