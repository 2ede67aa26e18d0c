import PipelineSpec
import Text

/// The names by which a part of an address is known for what it is, in lower case. Only to tell a country from a state: what is
/// written to Affinity is what the spreadsheet says.
package enum Places {
    package static func isCountry(_ text: String) -> Bool {
        let key = key(text)
        if countries.contains(key) { return true }
        if key.hasSuffix(")"), let open = key.lastIndex(of: "(") {
            return isTurned(CellText.trimmed(String(key[..<open])), String(key[open...].dropFirst().dropLast()))
        }
        if let comma = key.firstIndex(of: ",") { return isTurned(String(key[..<comma]), String(key[comma...].dropFirst(2))) }
        return isOfficial(key)
    }

    /// `republic of estonia`, `grand duchy of luxembourg`: what kind of state a country is.
    private static func isOfficial(_ key: String) -> Bool {
        guard let of = key.firstRange(of: " of "), let kind = key[..<of.lowerBound].split(separator: " ").last else { return false }
        let name = String(key[of.upperBound...])
        return kindsOfState.contains(String(kind)) && (isCountry(name) || kind == "republic" && isCountryAndState(name))
    }

    private static let kindsOfState: Set<String> = [
        "republic", "kingdom", "state", "states", "commonwealth", "principality", "sultanate", "union", "duchy", "federation",
    ]

    /// A state, territory or province of the United States or Canada, by name or by its two letters.
    package static func isState(_ text: String) -> Bool { states.contains(key(text)) }

    /// A state that no city is called like.
    static func isOnlyState(_ text: String) -> Bool {
        isState(text) && !["new york", "washington", "quebec", "québec"].contains(key(text))
    }

    /// The United States and Canada, whose states are known here.
    static func hasStates(_ text: String) -> Bool {
        ["us", "usa", "united states", "united states of america", "canada"].contains(key(text))
    }

    /// Names that a country and a state have.
    static func isCountryAndState(_ text: String) -> Bool { key(text) == "georgia" }

    /// What a list of countries holds, and an address of the United States ends in.
    static func isTerritory(_ text: String) -> Bool { key(text) == "puerto rico" }

    /// Whether a name and its end are one country, turned as ISO 3166 and the World Bank do: `Moldova, Republic of`, `Egypt, Arab Rep.`
    static func isTurned(_ name: String, _ end: String) -> Bool {
        let (name, end) = (key(name), key(end))
        return (tails.contains(end) && (isCountry(name) || name == "virgin islands")) || (end == "china" && name.hasSuffix(" sar"))
    }

    package static func isContinent(_ text: String) -> Bool { continents.contains(key(text)) }

    /// "U.S.A." is "usa", "the Netherlands" is "netherlands", "St. Lucia" is "saint lucia".
    private static func key(_ text: String) -> String {
        let plain = text.lowercased().replacing(".", with: "").replacing("’", with: "'")
        if plain.hasPrefix("st ") { return "saint " + plain.dropFirst(3) }
        return plain.hasPrefix("the ") ? String(plain.dropFirst(4)) : plain
    }

    private static func names(_ text: StaticString) -> Set<String> {
        Set(text.description.split(whereSeparator: { $0 == "," || $0 == "\n" }).map { CellText.trimmed(String($0)) })
    }

    private static let continents = names("africa, antarctica, asia, australia, europe, north america, south america, oceania")

    /// English names of ISO 3166 with what people call them, and the names that larger countries have for themselves.
    private static let countries = names(
        """
        afghanistan, åland islands, albania, algeria, american samoa, andorra, angola, anguilla, antigua and barbuda, argentina, armenia
        aruba, australia, austria, azerbaijan, bahamas, bahrain, bangladesh, barbados, belarus, belgium, belize, benin, bermuda, bhutan
        bolivia, bosnia and herzegovina, bosnia, botswana, brazil, british virgin islands, brunei, bulgaria, burkina faso, burma, burundi
        cabo verde, cambodia, cameroon, canada, cape verde, cayman islands, central african republic, chad, chile, china, colombia, comoros
        congo, democratic republic of the congo, republic of the congo, cook islands, costa rica, côte d'ivoire, ivory coast, croatia, cuba
        curaçao, cyprus, czech republic, czechia, denmark, djibouti, dominica, dominican republic, ecuador, egypt, el salvador
        equatorial guinea, eritrea, estonia, eswatini, swaziland, ethiopia, falkland islands, faroe islands, fiji, finland, france
        french guiana, french polynesia, gabon, gambia, germany, ghana, gibraltar, greece, greenland, grenada, guadeloupe, guam, guatemala
        guernsey, guinea, guinea-bissau, guyana, haiti, honduras, hong kong, hong kong sar, hungary, iceland, india, indonesia, iran, iraq
        ireland, republic of ireland, isle of man, israel, italy, jamaica, japan, jersey, jordan, kazakhstan, kenya, kiribati, kosovo
        kuwait, kyrgyzstan, laos, latvia, lebanon, lesotho, liberia, libya, liechtenstein, lithuania, luxembourg, macau, macao, madagascar
        malawi, malaysia, maldives, mali, malta, marshall islands, martinique, mauritania, mauritius, mexico, micronesia, moldova, monaco
        mongolia, montenegro, morocco, mozambique, myanmar, namibia, nauru, nepal, netherlands, holland, new caledonia, new zealand
        nicaragua, niger, nigeria, north korea, north macedonia, macedonia, northern mariana islands, norway, oman, pakistan, palau
        palestine, panama, papua new guinea, paraguay, peru, philippines, poland, portugal, qatar, réunion, reunion, romania, russia
        russian federation, rwanda, samoa, san marino, saudi arabia, ksa, senegal, serbia, seychelles, sierra leone, singapore, slovakia
        slovak republic, slovenia, solomon islands, somalia, south africa, south korea, korea, republic of korea, south sudan, spain
        sri lanka, saint lucia, sudan, suriname, sweden, switzerland, syria, taiwan, tajikistan, tanzania, thailand, timor-leste
        togo, tonga, trinidad and tobago, tunisia, turkey, türkiye, turkiye, turkmenistan, turks and caicos islands, tuvalu, uganda
        ukraine, united arab emirates, uae, united kingdom, uk, great britain, britain, gb, gbr, united states, united states of america
        usa, us, uruguay, us virgin islands, uzbekistan, vanuatu, vatican city, venezuela, vietnam, viet nam, yemen, zambia, zimbabwe
        belgië, belgique, brasil, danmark, deutschland, eesti, españa, italia, magyarország, méxico, nederland, norge, österreich, polska
        bouvet island, british indian ocean territory, brunei darussalam, bonaire, christmas island, cocos (keeling) islands, cocos islands
        czech rep, dr congo, drc, democratic people's republic of korea, east timor, falkland islands (malvinas), french southern territories
        gambia the, guadeloupe, heard island and mcdonald islands, holy see, holy see (vatican city state), vatican, iran (islamic republic of)
        islamic republic of iran, lao pdr, lao people's democratic republic, libyan arab jamahiriya, macao sar, mayotte, montserrat
        micronesia (federated states of), new caledonia, niue, norfolk island, northern ireland, england, scotland, wales
        palestinian territory, palestinian territories, state of palestine, people's republic of china, prc, pitcairn, plurinational state of bolivia
        bolivia (plurinational state of), republic of moldova, republic of north macedonia, saint barthélemy, saint helena
        saint kitts and nevis, saint martin, saint martin (french part), saint pierre and miquelon
        saint vincent and the grenadines, sao tome and principe, são tomé and príncipe, sint maarten
        sint maarten (dutch part), south georgia and the south sandwich islands, svalbard and jan mayen, syrian arab republic, swaziland
        tanzania united republic of, united republic of tanzania, tokelau, türkiye, united kingdom of great britain and northern ireland
        united states minor outlying islands, venezuela (bolivarian republic of), bolivarian republic of venezuela, virgin islands
        virgin islands (british), virgin islands (us), wallis and futuna, western sahara, antarctica, republic of the philippines
        republic of india, republic of china, federal republic of germany, russian fed, the gambia, cabo verde, kyrgyz republic, antigua
        trinidad, saint vincent, hongkong, hong kong china, macau sar, chinese taipei
        argentine republic, french republic, gabonese republic, hellenic republic, italian republic, lebanese republic
        portuguese republic, rwandese republic, togolese republic, swiss confederation, united mexican states
        hong kong special administrative region of china, macao special administrative region of china
        virgin islands of the united states, falkland islands (the) [malvinas], west bank and gaza, channel islands
        aland islands, cote d'ivoire, curacao, saint barthelemy
        românia, schweiz, slovensko, slovenija, hrvatska, suisse, suomi, sverige, svizzera, česko
        """)

    private static let tails = names(
        """
        republic of, republic of the, the republic of, islamic republic of, province of china, democratic republic of the
        the democratic republic of the, democratic republic of, democratic people's republic of, people's republic of, united republic of
        bolivarian republic of, plurinational state of, federated states of, state of, kingdom of, kingdom of the, city of, us, british
        the, rep, rep of, dem rep, dem rep of the, dem people's rep, democratic rep of, drc, islamic rep, islamic rep of, arab rep, fed sts, fs, rb, south, north
        sint eustatius and saba, ascension and tristan da cunha
        the former yugoslav republic of, former yugoslav republic of, arab republic of, special administrative region of china
        """)

    /// Georgia stands here and not among the countries: with two parts it is the state, and the country takes three
    /// ("Tbilisi, , Georgia").
    private static let states = names(
        """
        alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida, georgia, hawaii, idaho, illinois, indiana
        iowa, kansas, kentucky, louisiana, maine, maryland, massachusetts, michigan, minnesota, mississippi, missouri, montana, nebraska
        nevada, new hampshire, new jersey, new mexico, new york, north carolina, north dakota, ohio, oklahoma, oregon, pennsylvania
        rhode island, south carolina, south dakota, tennessee, texas, utah, vermont, virginia, washington, west virginia, wisconsin, wyoming
        district of columbia, dc, washington dc, puerto rico, al, ak, az, ar, ca, co, ct, de, fl, ga, hi, id, il, in, ia, ks, ky, la, me
        md, ma, mi, mn, ms, mo, mt, ne, nv, nh, nj, nm, ny, nc, nd, oh, ok, or, pa, ri, sc, sd, tn, tx, ut, vt, va, wa, wv, wi, wy, pr, gu, vi, as, mp
        alberta, british columbia, manitoba, new brunswick, newfoundland and labrador, northwest territories, nova scotia, nunavut, ontario
        prince edward island, quebec, québec, saskatchewan, yukon, ab, bc, mb, nb, nl, nt, ns, nu, on, pe, qc, sk, yt
        """)
}

/// Counts what the places of one column are, over all of its rows: a column of countries has no cities among them.
struct PlaceColumn: Sendable {
    private var alone = 0
    private var countries = 0
    private var states = 0
    private var onlyStates = 0
    private var endsInCountry = 0
    private var endsInState = 0

    mutating func add(_ text: String) {
        let pieces = LocationText.pieces(of: text)
        guard let last = pieces.last, !last.isEmpty else { return }
        if pieces.count == 1 {
            alone += 1
            if Places.isCountry(last) { countries += 1 }
            if Places.isState(last) { states += 1 }
            if Places.isState(last), !Places.isCountryAndState(last) { onlyStates += 1 }
        } else if Places.isCountry(last) {
            endsInCountry += 1
        } else if Places.isState(last), !Places.isCountryAndState(last) {
            endsInState += 1
        }
    }

    var advice: PlaceAdvice? {
        // Three at least, and nine of ten.
        func most(_ count: Int) -> Bool { count > 2 && count * 10 >= alone * 9 }
        var advice = PlaceAdvice()
        if most(countries) { advice.alone = .country } else if most(states), states > countries { advice.alone = .state }
        advice.hasCountriesAlone = countries > onlyStates
        advice.endsInCountries = endsInCountry > 2 && endsInState == 0
        return advice == PlaceAdvice() ? nil : advice
    }
}

/// What the places of a whole column say about names that are several things.
struct PlaceAdvice: Sendable, Hashable {
    /// What a name that stands alone is.
    var alone: LocationParts.Part?
    /// More of the names that stand alone are countries than states.
    var hasCountriesAlone = false
    /// The last part is a country: `Tbilisi, Georgia` beside `Berlin, Germany`.
    var endsInCountries = false

    /// What is guessed of a place by its column, for a warning; nil where the place itself says it.
    func guess(of text: String) -> String? {
        guard let guessed = try? LocationText.parse(text, advice: self), let plain = try? LocationText.parse(text), guessed != plain,
            let last = LocationText.pieces(of: text).last
        else { return nil }
        return
            "\"\(CellText.shown(last))\" is taken for a \(alone == .state && guessed.parts[.state] != nil ? "state" : "country"), as the rest of the column is"
    }
}
