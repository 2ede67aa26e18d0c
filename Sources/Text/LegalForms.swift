/// What stands before or behind a company's name by law, as the words that `NameKey` makes of it: "S.p.A." is `spa`, "GmbH & Co. KG" ends
/// in `kg`, then `and co`, then `gmbh`. "Holdings" and "Group" are names, not forms.
enum LegalForms {
    static let mostWords = 5

    static let behind = PhraseSet(behindTable)
    static let lastWords = PhraseSet(behindTable.map { $0.split(separator: " ").last.map(String.init) ?? $0 })
    static let before = PhraseSet(beforeTable)
    static let firstLetters = Set(beforeTable.compactMap(\.utf8.first))
    /// The longest first.
    static let attached = phrases(attachedText).map { Array($0.utf8) }.sorted { $0.count > $1.count }

    private static let behindTable = phrases(behindText)
    private static let beforeTable = phrases(beforeText)

    /// As the words of a name come out.
    private static func phrases(_ table: String) -> [String] {
        table.split { $0 == "," || $0.isNewline }.compactMap { NameKey.words(String($0))?.decomposed }
    }

    private static let behindText = """
        inc, incorporated, corp, corporation, co, company, and co, and company, and cie, and cia, ltd, limited, unlimited company, ulc
        llc, llp, lllp, lp, pllc, limited liability company, limited company, l3c
        limited liability partnership, limited partnership, pbc, public benefit corporation
        plc, public limited company, public company limited, pcl, private limited, private ltd, pvt, pvt ltd, p ltd, opc, pty, pty ltd, pte, pte ltd
        dac, clg, cic, teoranta, cyf, proprietary limited
        sdn bhd, sendirian berhad, bhd, berhad, tbk, fze, fzco, fzc, fz llc, llc fz, dmcc
        gmbh, ggmbh, mbh, gesmbh, ges mbh, gesellschaft mbh, gesellschaft mit beschrankter haftung, ag, aktiengesellschaft, kg, kommanditgesellschaft
        kgaa, kg aa, ohg, og, ev, gbr, ug, gug, ug haftungsbeschrankt, haftungsbeschrankt, ek, e kfm, eg, vvag, partg, partg mbb, mbb, partgmbb
        gmbh i.g., gmbh i.l., gmbh in liquidation, gmbh in liqu, gmbh in liq, ag i.g., ag in liquidation, ag in liqu, ag in liq
        ug i.g., ug i.l., ug in liquidation, ug in liqu, ug in liq, kg i.g., kg i.l., kg in liquidation, kg in liqu, kg in liq
        se, sa, sas, sasu, sarl, sa rl, s arl, eurl, snc, sca, scs, scsp, sc sp, scop, scrl, societe anonyme, societe a responsabilite limitee
        sicav, sicaf, sicar, sicav sif, sicav raif, fcp, fcp sif, raif, sarl sicar, sca sicav, sca sicar, sa sicav
        srl, srls, spa, sapa, srl sb, spa sb, srl societa benefit, spa societa benefit, societa per azioni, societa a responsabilita limitata, scarl, sas di
        bv, bv i.o., b.v. i.o., nv, cvba, vof, bvba, sprl, besloten vennootschap, naamloze vennootschap
        ab, ab publ, publ, aktiebolag, aktiebolaget, as, asa, aps, ivs, amba, aktieselskab, anpartsselskab, aksjeselskap, oy, oyj, oy ab, oyj abp, osakeyhtio
        abp, hf, ehf, ks, hb, kb, handelsbolag, kommanditbolag
        kft, zrt, nyrt, bt, kkt, sp zoo, sp z oo, sp z o o, spolka zoo, spolka z oo, spolka z ograniczona odpowiedzialnoscia, sp k, sp j, ska, psa
        spolka akcyjna, sro, s r o, s ro, spol sro, spol s ro, spol s r o, vos, akciova spolecnost, doo, d o o, dd, jdoo, dno, ad, eood, ood, ead
        jsc, ojsc, pjsc, cjsc, ooo, pao, oao, zao, uab, sia, ou, osauhing, tov
        anonim sirketi, ltd sti, limited sirketi, san ve tic as, san ve tic ltd sti
        ca, compania anonima, pc, professional corporation, sl, slu, slne, sau, sll, sociedad limitada, sociedad anonima, sab, de cv, sa de cv, sab de cv, sapi de cv, s de rl, s de rl de cv, de rl de cv
        rl de cv, sas de cv, lda, ltda, limitada, cia ltda, y cia, y cia ltda, eireli, eirl, unipessoal, spa chile
        wll, spc, bsc, bsc c, bscc, ksc, kscp, kscc, saog, saoc, qpsc, qsc, sae, sal, sarlau, llc sp
        kk, gk, yk, kabushiki kaisha, kabushiki gaisha, godo kaisha, yugen kaisha
        ооо, ао, пао, оао, зао, тоо, тов, прат, пат, ат, ад, еад, оод, еоод, доо, д о о, а д
        αε, α ε, επε, ε π ε, ικε, ι κ ε, οε
        בע מ, בעמ, ש מ ע, ش م م, ش م ع, ش ذ م م, ذ م م, ش م ك, ش م ب
        จำกัด, จำกัด มหาชน, มหาชน
        株, 有, 同, 주, 유, 株式会社, 有限会社, 合同会社, 주식회사, 유한회사, 有限公司, 股份有限公司, 有限责任公司
        """

    /// Only what no name begins with: "AS Roma", "SAS Institute" and "AB InBev" keep theirs.
    private static let beforeText = """
        pt, uab, ooo, oao, zao, pao, ojsc, pjsc, cjsc, jsc, sarl, eurl
        ооо, ао, пао, оао, зао, тоо, тов, прат, пат, ип, нао
        cong ty tnhh, cong ty tnhh mtv, cong ty co phan, cong ty cp
        บริษัท, ห้างหุ้นส่วนจำกัด
        株, 有, 同, 주, 유, 株式会社, 有限会社, 合同会社, 주식회사, 유한회사
        """

    private static let attachedText = """
        株式会社, 有限会社, 合同会社, 合資会社, 合名会社, 株式會社, 一般社団法人, 一般財団法人
        有限公司, 股份有限公司, 有限责任公司, 有限責任公司, 股份公司, 주식회사, 유한회사, 유한책임회사
        """
}
