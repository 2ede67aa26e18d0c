/// What a column's name says that it holds. A table: the first of two names of a meaning is the likelier one for a key.
package enum HeaderWords {
    /// - Returns: the meaning, and how far down its row of the table the name stands, from 0.
    package static func meaning(of name: String) -> (meaning: ColumnMeaning, rank: Int)? {
        let words = normalized(name)
        return table[words] ?? table[withoutBrackets(name)]
    }

    /// In lower case, a single space for all that is not a letter or digit: `Billing State/Province` is `billing state province`.
    package static func normalized(_ name: String) -> String {
        var out = ""
        var previous: Character = " "
        for character in name {
            let isWord = character.isLetter || character.isNumber
            // CamelCase, as data exports of Salesforce have it.
            if isWord, character.isUppercase, previous.isLowercase { out += " " }
            out += isWord ? character.lowercased() : character == "'" || character == "’" ? "" : " "
            previous = character
        }
        return out.split(separator: " ").joined(separator: " ")
    }

    private static func withoutBrackets(_ name: String) -> String {
        guard let open = name.firstIndex(where: { "([{".contains($0) }) else { return normalized(name) }
        return normalized(String(name[..<open]))
    }

    private static let table: [String: (meaning: ColumnMeaning, rank: Int)] = {
        var table: [String: (meaning: ColumnMeaning, rank: Int)] = [:]
        for (meaning, names) in names {
            let all = names.split(whereSeparator: { $0 == "," || $0.isNewline }).map { normalized(String($0)) }.filter { !$0.isEmpty }
            for (rank, name) in all.enumerated() where table[name] == nil { table[name] = (meaning, rank) }
        }
        return table
    }()

    private static let names: [(ColumnMeaning, String)] = [
        (.listEntryID, "affinity row id, list entry id"),
        (.organizationID, "affinity organization id, organization id affinity, affinity company id"),
        (.personID, "affinity person id"),
        (.opportunityID, "affinity opportunity id"),
        (.ignored, "_row, _step, _field, _code, _reason, _hint, _change"),
        (
            .company,
            """
            company name, company, organization name, organisation name, organization, organisation, account name, startup name, startup
            business name, legal name, name of company, company legal name, portfolio company, organization - name, companies, account
            firma, firmenname, unternehmen, gesellschaft, société, entreprise, empresa, azienda, bedrijf, firm, firm name, employer, issuer
            associated company, primary associated company, organization legal name, vendor, supplier, security
            """
        ),
        (
            .website,
            """
            website, domain, company domain name, company website, website url, domains, web site, homepage, home page, url, web, site
            company domain, company url, web address, website address, domain name, organization - website, webseite, internetseite, site web
            sitio web, sito, tagged entity, primary domain
            """
        ),
        (
            .profile,
            """
            linkedin, linkedin url, linkedin company page, linkedin profile, linkedin page, company linkedin, crunchbase, crunchbase url
            organization name url, twitter, twitter url, twitter handle, facebook, facebook company page, facebook url, instagram, angellist
            person linkedin url, profile url, pitchbook link, x url, github
            """
        ),
        (.firstName, "first name, firstname, given name, first, forename, vorname, prénom, nombre, nome, person - first name"),
        (
            .lastName,
            "last name, lastname, surname, family name, last, nachname, nom de famille, apellido, apellidos, cognome, person - last name"
        ),
        (
            .person,
            """
            full name, contact name, person, contact, person name, founder, founders, founder name, ceo, primary contact, contact person, person - name
            ansprechpartner, kontakt, name of contact, key contact, founder(s), main contact
            """
        ),
        (
            .email,
            """
            email, e-mail, email address, e-mail address, mail, email1, primary email, work email, contact email, person - email
            person - email - work, founder email, e mail, email 1, company email, correo, courriel, mailadresse
            """
        ),
        (.jobTitle, "job title, title, position, role, job, funktion, poste, cargo"),
        (.phone, "phone, phone number, telephone, mobile, mobile phone number, phone 1, telefon, person - phone, cell, tel"),
        (.deal, "deal name, opportunity name, opportunity, deal, deal - title, deal title"),
        (
            .owner,
            """
            owner, owners, company owner, contact owner, deal owner, account owner, opportunity owner, organization - owner, deal - owner, person - owner
            deal lead, lead partner, responsible, relationship owner, assigned to, partner, analyst, coverage, point person, sourced by
            zuständig, verantwortlich, record owner, owner name
            """
        ),
        (.noteAuthor, "author, written by, created by, note author"),
        (.note, "note, notes, content, comment, comments, note body, note content, body, remarks, bemerkung, bemerkungen, kommentar"),
        (
            .date,
            """
            date, date added, created, created at, create date, created date, created on, met, met on, first met, date met, close date, last contacted
            last activity date, connected on, founded date, last funding date, start date, announced date, datum, last modified, updated at
            date joined, investment date, invested on, foundation date, last financing date, date created, date dd/mm/yyyy, closed
            """
        ),
        (.year, "year founded, founded year, founding year, year, gründungsjahr, year of foundation"),
        (
            .money,
            """
            amount, deal size, round size, valuation, ask, total funding, total funding amount, last funding amount, funding, total raised
            annual revenue, revenue, deal - value, deal value, value, amount raised, raised, arr, check size, ticket size, betrag, umsatz
            last financing size, amount in usd, post valuation, pre money valuation, estimated arr, funding raised, price
            """
        ),
        (.number, "employees, number of employees, headcount, employee count, fte, mitarbeiter, count, quantity, score, no of investors"),
        (
            .street,
            "street, street address, address, address line 1, billing street, mailing street, straße, strasse, adresse, organization "
                + "address"
        ),
        (
            .city,
            """
            city, town, hq city, headquarters city, billing city, mailing city, ort, stadt, ville, ciudad, città, primary location city
            city location, organization - city/town/village/locality
            """
        ),
        (
            .state,
            """
            state, province, region, state/region, state/province, billing state/province, billing state, hq state/province, hq state, bundesland
            mailing state, primary location state, organization - state/county
            """
        ),
        (
            .country,
            """
            country, nation, hq country, country/region, billing country, headquarters country, land, pays, país, paese, mailing country
            hq country/territory/region, country of origin, primary location country, organization - country
            """
        ),
        (.continent, "continent, kontinent"),
        (.postcode, "zip, zip code, postal code, postcode, plz, billing zip/postal code, hq post code, mailing zip"),
        (
            .place,
            "location, headquarters, headquarters location, hq, hq location, primary location, office, offices, standort, hauptsitz, sitz"
        ),
        (
            .foreignID,
            """
            record id, id, company id, account id, contact id, deal id, opportunity id, organization - id, deal - id, person - id, uuid, guid
            external id, isin, cusip, ticker, symbol, cik, crm id, hubspot id, salesforce id, airtable record id, pbid, case safe id
            """
        ),
    ]
}
