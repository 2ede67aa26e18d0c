/// Companies that do not exist, as many as wanted: the same number is always the same company, and no two share a name or a site.
enum SyntheticCompanies {
    /// How many there are.
    static let count = first.count * second.count * kinds.count

    /// A name as a spreadsheet has it: some with accents, some with a legal form.
    static func name(_ index: Int) -> String {
        let (first, second, kind) = parts(index)
        let form = forms[index % forms.count]
        return "\(first.name)\(second) \(kind)\(form.isEmpty ? "" : " ")\(form)"
    }

    /// The site that the name above belongs to.
    static func domain(_ index: Int) -> String {
        let (first, second, kind) = parts(index)
        return "\(first.host)\(second)-\(kind.lowercased()).\(endings[index % endings.count])"
    }

    /// The same site as people paste it.
    static func website(_ index: Int) -> String {
        let domain = domain(index)
        switch index % 5 {
        case 0: return "https://www.\(domain)/about?utm_source=list"
        case 1: return "http://\(domain)/"
        case 2: return "www.\(domain)"
        case 3: return domain.uppercased()
        default: return "https://\(domain)"
        }
    }

    /// Neighbouring numbers get different first words, as in a real directory.
    private static func parts(_ index: Int) -> (first: (name: String, host: String), second: String, kind: String) {
        let rest = index / first.count
        return (first[index % first.count], second[rest % second.count], kinds[rest / second.count % kinds.count])
    }

    private static let first: [(name: String, host: String)] = [
        ("Alder", "alder"), ("Amber", "amber"), ("Arctic", "arctic"), ("Aspen", "aspen"), ("Atlas", "atlas"), ("Aurora", "aurora"),
        ("Basalt", "basalt"), ("Birch", "birch"), ("Blå", "bla"), ("Boreal", "boreal"), ("Bright", "bright"), ("Café", "cafe"),
        ("Cedar", "cedar"), ("Cobalt", "cobalt"), ("Copper", "copper"), ("Coral", "coral"), ("Delta", "delta"), ("Dune", "dune"),
        ("Échelle", "echelle"), ("Elm", "elm"), ("Ember", "ember"), ("Falcon", "falcon"), ("Fern", "fern"), ("Flint", "flint"),
        ("Granite", "granite"), ("Grün", "gruen"), ("Harbor", "harbor"), ("Hazel", "hazel"), ("Indigo", "indigo"), ("Iron", "iron"),
        ("Juniper", "juniper"), ("Kestrel", "kestrel"), ("Kite", "kite"), ("Larch", "larch"), ("Linden", "linden"), ("Lumen", "lumen"),
        ("Maple", "maple"), ("Marble", "marble"), ("Mesa", "mesa"), ("Moss", "moss"), ("Nimbus", "nimbus"), ("Nord", "nord"),
        ("Oak", "oak"), ("Onyx", "onyx"), ("Opal", "opal"), ("Orchid", "orchid"), ("Pine", "pine"), ("Polar", "polar"),
    ]

    private static let second = [
        "arc", "bay", "beam", "bend", "bridge", "brook", "cast", "cliff", "core", "craft", "crest", "dale", "deep", "drift", "edge",
        "fall", "field", "fire", "flow", "ford", "forge", "gate", "glow", "grid", "grove", "haven", "helm", "hill", "lane", "leaf",
        "light", "line", "loom", "mark", "mast", "mill", "moor", "node", "path", "peak", "pier", "point", "pulse", "reach", "ridge",
        "rise", "rock", "root", "shore", "spark", "spire", "spring", "stone", "stream", "tide", "vale", "view", "wave", "well", "wood",
    ]

    private static let kinds = [
        "Analytics", "Bank", "Bikes", "Biotech", "Books", "Capital", "Care", "Cloud", "Coffee", "Commerce", "Data", "Design", "Devices",
        "Diagnostics", "Dynamics", "Energy", "Farms", "Finance", "Foods", "Freight", "Games", "Genetics", "Health", "Homes", "Housing",
        "Imaging", "Insurance", "Kitchens", "Labs", "Learning", "Legal", "Logistics", "Machines", "Maps", "Materials", "Media",
        "Medical", "Metals", "Mobility", "Motors", "Music", "Networks", "Optics", "Payments", "Pharma", "Photonics", "Power", "Press",
        "Products", "Radio", "Research", "Robotics", "Sails", "Schools", "Security", "Sensors", "Software", "Solar", "Sound", "Space",
        "Sports", "Storage", "Studios", "Systems", "Textiles", "Tools", "Travel", "Vision", "Water", "Wind",
    ]

    private static let forms = ["", "Inc.", "", "GmbH", "Ltd", "", "S.A.", "", "AB", "LLC", ""]
    private static let endings = ["com", "io", "co", "de", "eu", "ai", "net"]
}
