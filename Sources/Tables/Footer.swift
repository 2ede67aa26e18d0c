import Text

/// The lines that programs write below a table: who made it and when, how many rows there are, whose it is.
enum Footer {
    /// Longer ones are not looked for.
    static let mostLines = 20

    private enum Sign { case none, weak, sure }

    /// Where it begins among the last lines of a table, all of one cell: with the paragraph of the first line that surely belongs to one, or
    /// that reads so and stands apart from the table. Nil where no line does: then each may be a company of which only the name is known.
    static func start(in lines: [(text: String, followsBlankLine: Bool)]) -> Int? {
        let first = lines.indices.first { index in
            switch sign(of: lines[index].text) {
            case .sure: true
            case .weak: lines[index].followsBlankLine
            case .none: false
            }
        }
        guard let first else { return nil }
        return lines[...first].lastIndex { $0.followsBlankLine } ?? first
    }

    static func isFooter(_ text: String) -> Bool { sign(of: text) != .none }

    private static func sign(of text: String) -> Sign {
        let line = CellText.trimmed(text).lowercased()
        func isOne(of phrases: [Regex<Substring>]) -> Bool { phrases.contains { (try? $0.firstMatch(in: line)) != nil } }
        if isOne(of: sure) { return .sure }
        return isRule(line) || isOne(of: weak) ? .weak : .none
    }

    /// `-----`, `***`.
    private static func isRule(_ line: String) -> Bool { line.count >= 3 && line.allSatisfy { "-=_*#~–—.".contains($0) } }

    /// Of lines in lower case. What they say is said of a table, and no company is called so.
    nonisolated(unsafe) private static let sure: [Regex<Substring>] = [
        // When, by whom.
        #/^(?:report |file |list |data )?(?:generated|exported|printed|downloaded|extracted|prepared|retrieved)(?: (?:by|on|at|from|with|using)\b.*[0-9]|:)/#,
        #/^(?:erstellt|exportiert|gedruckt|erzeugt)(?: am| von| mit| durch|:)/#,
        #/^(?:généré|exporté|imprimé|édité)e?s?(?: le| par| avec|:)/#,
        #/^(?:generado|exportado|impreso|gerado|generato|esportato)(?: el| em| il| por| da|:)/#,
        #/^(?:as of .*[0-9]|stand:|stand vom|date of export:|report date:)/#,
        // Whose.
        #/all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos/#,
        #/^(?:copyright(?: \(c\)| ©|:? [0-9]{4}| by )|©|\(c\) (?:19|20)[0-9][0-9])/#,
        #/^(?:strictly |private and |company )confidential(?:$|[. ]*$)|^(?:strictly |private and |company )?confidential(?: information|:| [-–—] )/#,
        #/^streng vertraulich[. ]*$/#,
        #/do not distribute|for internal use only|not for distribution/#,
        // How many.
        #/^[*(\[ ]*[0-9][0-9,. ]* (?:rows?|records?|results?|items?|entries|lines) (?:affected|selected|returned|found|exported|total|in total)[*)\]. ]*$/#,
        #/^[(\[][0-9][0-9,. ]* (?:rows?|records?|results?|items?|entries|lines)[)\]]$/#,
        #/^(?:total|number|count|no\.?|#)(?: of)?(?: (?:rows?|records?|results?|items?|entries|companies|organi[sz]ations|contacts|lines))? ?[:=] ?[0-9][0-9,. ]*$/#,
        #/^(?:total )?(?:rows?|records?|row count|record count)(?: (?:count|total|exported))? ?[:=] ?[0-9][0-9,. ]*$/#,
        #/^anzahl[^:]*: ?[0-9][0-9,. ]*$/#,
        // That it ends, and what it was made from.
        #/^[-*=# ]*(?:end of (?:report|file|data|list|export|table)|ende (?:des berichts|der liste|der datei)|fin du (?:rapport|fichier))[-*=#. ]*$/#,
        #/^(?:page|seite|página|pagina) [0-9]+ ?(?:of|von|de|sur|di|\/) ?[0-9]+$/#,
        #/^(?:sources?|notes?|disclaimer|quelle|filters?|filtered by|sorted by|legend|remarks?) ?:\s/#,
    ]

    /// The same of what a company may be called all the same.
    nonisolated(unsafe) private static let weak: [Regex<Substring>] = [
        #/^(?:report |file |list |data )?(?:generated|exported|printed|downloaded|extracted|prepared|retrieved) (?:by|on|at|from|with|using)\b/#,
        #/^(?:confidential|vertraulich|confidentiel)[. ]*$/#,
        #/^[0-9][0-9,. ]* (?:rows?|records?|results?|items?|entries|lines)$/#,
        #/^[-*=# ]*eof[-*=#. ]*$/#,
        #/^(?:page|seite|página|pagina) [0-9]+$/#,
    ]
}
