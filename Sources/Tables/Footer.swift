import Text

/// The lines that programs write below a table: who made it and when, how many rows there are, whose it is.
enum Footer {
    /// Longer ones are not looked for.
    static let mostLines = 20

    /// Where it begins among the last lines of a table, all of one cell: at the first line that reads like one, or at an earlier one that
    /// stands apart from the table as that one does. Nil where no line reads so: then each may be a company of which only the name is known.
    static func start(in lines: [(text: String, followsBlankLine: Bool)]) -> Int? {
        guard let first = lines.firstIndex(where: { isFooter($0.text) }) else { return nil }
        return lines[...first].firstIndex { $0.followsBlankLine } ?? first
    }

    static func isFooter(_ text: String) -> Bool {
        let line = CellText.trimmed(text).lowercased()
        return isRule(line) || phrases.contains { (try? $0.firstMatch(in: line)) != nil }
    }

    /// `-----`, `***`.
    private static func isRule(_ line: String) -> Bool { line.count >= 3 && line.allSatisfy { "-=_*#~–—.".contains($0) } }

    /// Of lines in lower case. What they say is said of a table, and no company is called so.
    nonisolated(unsafe) private static let phrases: [Regex<Substring>] = [
        // When and by whom.
        #/^(?:report |file |list |data )?(?:generated|exported|printed|downloaded|extracted|prepared|retrieved)(?: (?:by|on|at|from|with|using)\b|:)/#,
        #/^(?:erstellt|exportiert|gedruckt|erzeugt)(?: am| von| mit| durch|:)/#,
        #/^(?:généré|exporté|imprimé|édité)e?s?(?: le| par| avec|:)/#,
        #/^(?:generado|exportado|impreso|gerado|generato|esportato)(?: el| em| il| por| da|:)/#,
        #/^(?:as of .*[0-9]|stand:|stand vom|date of export:|report date:)/#,
        // Whose.
        #/all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos/#,
        #/^(?:copyright(?: \(c\)| ©|:? [0-9]{4}| by )|©|\(c\) (?:19|20)[0-9][0-9])/#,
        #/^(?:strictly |private and |company )?confidential(?:$|[. ]*$| information|:| [-–—] )/#, #/^(?:streng )?vertraulich[. ]*$/#,
        #/^confidentiel[. ]*$/#,
        #/do not distribute|for internal use only|not for distribution/#,
        // How many.
        #/^[*(\[ ]*[0-9][0-9,. ]* (?:rows?|records?|results?|items?|entries|lines)(?: (?:affected|selected|returned|found|exported|total|in total))?[*)\]. ]*$/#,
        #/^(?:total|number|count|no\.?|#)(?: of)?(?: (?:rows?|records?|results?|items?|entries|companies|organi[sz]ations|contacts|lines))? ?[:=] ?[0-9][0-9,. ]*$/#,
        #/^(?:total )?(?:rows?|records?|row count|record count)(?: (?:count|total|exported))? ?[:=] ?[0-9][0-9,. ]*$/#,
        #/^anzahl[^:]*: ?[0-9][0-9,. ]*$/#,
        // That it ends, and what it was made from.
        #/^[-*=# ]*(?:end of (?:report|file|data|list|export|table)|eof|ende (?:des berichts|der liste|der datei)|fin du (?:rapport|fichier))[-*=#. ]*$/#,
        #/^(?:page|seite|página|pagina) [0-9]+(?: ?(?:of|von|de|sur|di|\/) ?[0-9]+)?$/#,
        #/^(?:sources?|notes?|disclaimer|quelle|filters?|filtered by|sorted by|legend|remarks?) ?:\s/#,
    ]
}
