/// What stands behind a company's name by law, as the words that `NameKey` makes of it: "S.p.A." is `spa`, "GmbH & Co. KG" ends in
/// `kg`, then `and co`, then `gmbh`. "Holdings" and "Group" are names, not forms.
enum LegalSuffixes {
    static let mostWords = 5

    static let phrases = PhraseSet(all)
    static let lastWords = PhraseSet(all.map { $0.split(separator: " ").last.map(String.init) ?? $0 })

    private static let all = table.split { $0 == "," || $0.isNewline }.map { CellText.trimmed(String($0)) }.filter { !$0.isEmpty }

    private static let table = """
        inc, incorporated, corp, corporation, co, company, and co, and company, and cie, and cia, ltd, limited, unlimited company, ulc
        llc, llp, lllp, lp, pllc, limited liability company
        limited liability partnership, limited partnership, pbc, public benefit corporation
        plc, public limited company, private limited, pvt, pvt ltd, pty, pty ltd, pte, pte ltd, dac
        clg, sdn bhd, bhd, tbk, fze, fzco, fz llc
        gmbh, ggmbh, mbh, gesmbh, gesellschaft mbh, ag, aktiengesellschaft, kg
        kgaa, ohg, gbr, ug, ug haftungsbeschrankt, haftungsbeschrankt
        se, sa, sas, sasu, sarl, eurl, snc, sca, scs, scop, societe anonyme, srl, srls, spa, sapa, societa per azioni, scarl
        bv, nv, cvba, vof, bvba, sprl, ab, ab publ, publ, as, asa, aps, ivs, amba, oy, oyj, oy ab, oyj abp, abp, hf, ehf
        kft, zrt, nyrt, sp zoo, sp z oo, sp z o o, spolka zoo, spolka z oo, sp k, sro, s r o
        s ro, spol sro, spol s ro, vos, doo, jsc, ojsc, pjsc
        ooo, pao, oao, zao, uab, sia, ou, ood, eood, ead
        sl, slu, sau, sll, sab, de cv, sa de cv, sab de cv, s de rl, s de rl de cv, de rl de cv, lda, ltda, limitada, eireli, unipessoal
        kk, kabushiki kaisha, godo kaisha
        """
}
