import CPSL

/// Hosts that are not a company's own: profiles, mail, links, hosting. They are neither a key nor written as a domain.
///
/// | kind | what is shared | what is the company's own |
/// | --- | --- | --- |
/// | `everywhere` | the host and every host below it | nothing |
/// | `below` | every host below it, which belongs to a tenant | the bare host, which belongs to the company that runs it |
/// | `belowOrWithPath` | the hosts below it, and the bare host with a path: `github.com/acme` is a profile | the bare host without a path |
///
/// What `PublicSuffixes` knows of platforms is not repeated: `acme.github.io` is Acme's own.
///
/// A host that stands for many more profiles than for the company that runs it is in `everywhere`: matching that one company by its
/// name costs little, matching two hundred startups to it is a disaster. When a host below an entry is a company's own site
/// (`about.gitlab.com`), it is lost as a key, and the name decides.
package enum SharedHosts {
    /// - Parameters:
    ///   - host: canonical: lower case, no `www.`.
    ///   - hasPath: whether the address goes on after the host.
    package static func contains(_ host: String, hasPath: Bool) -> Bool {
        if let kind = kinds[host] { return kind == .everywhere || (kind == .belowOrWithPath && hasPath) }
        var rest = host.utf8[...]
        while let dot = rest.firstIndex(of: UInt8(ascii: ".")) {
            rest = rest[rest.index(after: dot)...]
            // A top-level domain is nobody's.
            guard rest.contains(UInt8(ascii: ".")) else { return false }
            if kinds[String(Substring(rest))] != nil { return true }
        }
        return false
    }

    private enum Kind { case everywhere, below, belowOrWithPath }

    private static let kinds: [String: Kind] = {
        var kinds: [String: Kind] = [:]
        for host in everywhere.split(whereSeparator: \.isWhitespace) { kinds[String(host)] = .everywhere }
        for host in below.split(whereSeparator: \.isWhitespace) { kinds[String(host)] = .below }
        for host in belowOrWithPath.split(whereSeparator: \.isWhitespace) { kinds[String(host)] = .belowOrWithPath }
        return kinds
    }()

    private static let everywhere = """
        linkedin.com lnkd.in viadeo.com facebook.com fb.com fb.me instagram.com threads.net threads.com twitter.com x.com t.co
        tiktok.com vk.com weibo.com whatsapp.com wa.me telegram.org t.me telegram.me discord.gg mastodon.social bsky.app youtube.com
        youtu.be medium.com substack.com crunchbase.com pitchbook.com dealroom.co angel.co angellist.com wellfound.com
        producthunt.com f6s.com startupblink.com betalist.com wikipedia.org wikidata.org linktr.ee bio.link beacons.ai lnk.bio
        about.me campsite.bio bit.ly tinyurl.com goo.gl ow.ly buff.ly rebrand.ly is.gd cutt.ly rb.gy shorturl.at forms.gle g.co
        apps.apple.com itunes.apple.com testflight.apple.com play.google.com docs.google.com drive.google.com sites.google.com
        forms.google.com maps.google.com maps.app.goo.gl business.google.com groups.google.com chrome.google.com
        chromewebstore.google.com goo.gle business.site g.page onedrive.live.com 1drv.ms sharepoint.com gmail.com googlemail.com
        outlook.com outlook.de outlook.fr outlook.es hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es live.com
        live.co.uk live.fr live.nl msn.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.it yahoo.es yahoo.co.in yahoo.in yahoo.ca
        yahoo.com.au yahoo.com.br yahoo.co.jp ymail.com rocketmail.com aol.com icloud.com me.com mac.com proton.me protonmail.com
        protonmail.ch pm.me tutanota.com tuta.io tuta.com hey.com fastmail.com fastmail.fm zohomail.com gmx.de gmx.net gmx.at gmx.ch
        gmx.com gmx.fr web.de t-online.de freenet.de mail.com email.com mail.ru yandex.ru yandex.com ya.ru inbox.ru list.ru bk.ru
        rambler.ru ukr.net qq.com foxmail.com 163.com 126.com yeah.net sina.com sohu.com 139.com naver.com hanmail.net daum.net
        orange.fr wanadoo.fr free.fr sfr.fr laposte.net libero.it virgilio.it tiscali.it alice.it bluewin.ch btinternet.com sky.com
        ntlworld.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net earthlink.net charter.net rediffmail.com
        uol.com.br bol.com.br terra.com.br seznam.cz wp.pl o2.pl onet.pl interia.pl mailinator.com notion.site githubusercontent.com
        gitbook.io webflow.io weeblysite.com mystrikingly.com wpcomstaging.com jimdosite.com jimdofree.com webnode.page site123.me
        ucraft.net tilda.ws framer.site framer.ai softr.app super.site bubbleapps.io glideapp.io glide.page durable.co
        mailchimpsites.com hubspotpagebuilder.com hs-sites.com unbouncepages.com square.site cloudfunctions.net cloudapp.net
        windows.net amazonaws.com cloudfront.net amplifyapp.com elasticbeanstalk.com awsapps.com railway.app up.railway.app surge.sh
        replit.app replit.dev lovable.app bolt.host hf.space gradio.live ngrok.io ngrok.app ngrok-free.app loca.lt 000webhostapp.com
        infinityfreeapp.com fc2.com godaddysites.com secureserver.net helpscoutdocs.com statuspage.io atlassian.net
        myworkdayjobs.com applytojob.com archive.org web.archive.org archive.ph archive.is archive.today
        webcache.googleusercontent.com wikimedia.org fandom.com find-and-update.company-information.service.gov.uk
        beta.companieshouse.gov.uk companieshouse.gov.uk company-information.service.gov.uk sec.gov handelsregister.de northdata.de
        companyhouse.de firmenwissen.de bundesanzeiger.de unternehmensregister.de infogreffe.fr societe.com pappers.fr verif.com
        annuaire-entreprises.data.gouv.fr registroimprese.it einforma.com kvk.nl zefix.ch moneyhouse.ch firmenabc.at allabolag.se
        proff.no proff.se proff.dk virk.dk brreg.no ytj.fi finder.fi asiakastieto.fi cvr.dk krs.ms.gov.pl ariregister.rik.ee
        zaubacorp.com mca.gov.in thecompanycheck.com falconebiz.com instafinancials.com qcc.com tianyancha.com qichacha.com
        aiqicha.baidu.com sgpbusiness.com recordowl.com abr.business.gov.au abr.gov.au asic.gov.au bizapedia.com corporationwiki.com
        companycheck.co.uk endole.co.uk globaldatabase.com europages.com europages.co.uk yellowpages.com manta.com bbb.org
        hotfrog.com cylex.de cylex.us.com yell.com gelbeseiten.de herold.at local.ch pagesjaunes.fr paginegialle.it
        paginasamarillas.es whitepages.com exportersindia.com ec21.com go4worldbusiness.com eu-startups.com startupnationcentral.org
        finder.startupnationcentral.org sourceforge.io slashdot.org startupgenome.com startus.cc startup.info seedtable.com
        growthlist.co vator.tv thehub.io startupjobs.com workatastartup.com jobs.lever.co boards.greenhouse.io jobs.ashbyhq.com
        apply.workable.com nachonacho.com betapage.co startupbase.io launchingnext.com indiehackers.com uneed.best
        theresanaiforthat.com futurepedia.io toolify.ai aitools.fyi topai.tools techcrunch.com theverge.com bbc.co.uk
        handelsblatt.com spiegel.de gruenderszene.de lesechos.fr lefigaro.fr economictimes.indiatimes.com indiatimes.com
        vccircle.com entrackr.com einpresswire.com prweb.com accesswire.com news.google.com finance.yahoo.com news.ycombinator.com
        podcasts.apple.com music.apple.com books.apple.com open.spotify.com podcasters.spotify.com appgallery.huawei.com apkpure.com
        galaxystore.samsung.com store.steampowered.com steamcommunity.com apps.microsoft.com appsource.microsoft.com
        azuremarketplace.microsoft.com marketplace.visualstudio.com marketplace.atlassian.com addons.mozilla.org apps.shopify.com
        appexchange.salesforce.com workspace.google.com marketplace.zoom.us pypi.org crates.io rubygems.org packagist.org nuget.org
        mvnrepository.com pkg.go.dev docs.rs readthedocs.org gitee.com codeberg.org sr.ht launchpad.net gist.github.com
        raw.githubusercontent.com jsfiddle.net hashnode.dev dev.to hatenablog.com ameblo.jp livedoor.jp qiita.com zenn.dev
        artstation.com deviantart.com 500px.com speakerdeck.com academia.edu orcid.org scholar.google.com arxiv.org ssrn.com
        patents.google.com dailymotion.com rumble.com bilibili.com youku.com odysee.com rutube.ru bsky.social mastodon.online
        gettr.com truthsocial.com ok.ru solo.to msha.ke taplink.cc taplink.at linkpop.com hoo.be koji.to allmylinks.com linkin.bio
        flow.page heylink.me shor.by contactinbio.com t.ly tiny.cc tiny.one v.gd s.id urlz.fr qrco.de adf.ly trib.al lnkd.to amzn.to
        apple.co spoti.fi hubs.ly hubs.la page.link app.link onelink.me smart.link lihi.cc reurl.cc forms.office.com
        forms.microsoft.com form.jotform.com surveys.typeform.com smartsurvey.co.uk sheets.google.com slides.google.com
        photos.google.com photos.app.goo.gl colab.research.google.com lookerstudio.google.com calendar.google.com meet.google.com
        app.box.com icloud.com.cn sendspace.com we.tl fromsmash.com filemail.com drive.proton.me onedrive.com officeapps.live.com
        pastebin.com rentry.co teams.microsoft.com liberapay.com buy.stripe.com paypal.me outlook.it outlook.jp hotmail.nl
        hotmail.be hotmail.com.br hotmail.co.jp live.de live.it live.be live.ca live.com.au yahoo.com.mx yahoo.com.ar yahoo.com.sg
        yahoo.com.hk yahoo.com.tw yahoo.co.id yahoo.gr yahoo.se yahoo.no yahoo.dk yahoo.ie yahoo.ro aol.co.uk aol.de gmx.co.uk
        gmx.es gmx.it mail.de posteo.de mailbox.org arcor.de online.de hushmail.com duck.com skynet.be telenet.be ziggo.nl planet.nl
        kpnmail.nl xs4all.nl hetnet.nl optonline.net sympatico.ca bigpond.com optusnet.com.au xtra.co.nz talktalk.net
        blueyonder.co.uk tiscali.co.uk docomo.ne.jp ezweb.ne.jp softbank.ne.jp nate.com aliyun.com vip.qq.com 21cn.com tom.com
        terra.com.mx prodigy.net.mx centrum.cz volny.cz post.cz azet.sk abv.bg mail.bg inbox.lv mail.ee hot.ee freemail.hu
        citromail.hu t-online.hu op.pl gazeta.pl tlen.pl i.ua meta.ua bigmir.net tut.by walla.com walla.co.il netvision.net.il
        bezeqint.net
        """

    private static let below = """
        wix.com squarespace.com webflow.com weebly.com strikingly.com wordpress.com wpengine.com blogger.com typepad.com
        livejournal.com jimdo.com webnode.com hubspot.com instapage.com clickfunnels.com shopify.com bigcartel.com ecwid.com
        netlify.com render.com zendesk.com freshdesk.com greenhouse.io lever.co workable.com bamboohr.com breezy.hr recruitee.com
        personio.de personio.com teamtailor.com ashbyhq.com readme.io
        """

    private static let belowOrWithPath = """
        github.com gitlab.com bitbucket.org sourceforge.net notion.so notion.com figma.com canva.com miro.com airtable.com coda.io
        google.com itch.io opensea.io patreon.com huggingface.co gumroad.com etsy.com join.com reddit.com pinterest.com vimeo.com
        twitch.tv soundcloud.com flickr.com quora.com tumblr.com discord.com snapchat.com wechat.com line.me zoominfo.com tracxn.com
        owler.com glassdoor.com indeed.com yelp.com trustpilot.com g2.com capterra.com gust.com ycombinator.com kickstarter.com
        indiegogo.com gofundme.com wefunder.com republic.co seedrs.com crowdcube.com opencorporates.com bloomberg.com typeform.com
        calendly.com cal.com docsend.com tally.so surveymonkey.com eventbrite.com meetup.com pitch.com lu.ma dropbox.com
        wetransfer.com zoho.com xing.com linktree.com ghost.io beehiiv.com northdata.com tofler.in dnb.com kompass.com thomasnet.com
        foursquare.com tripadvisor.com justdial.com sulekha.com tradeindia.com indiamart.com alibaba.com made-in-china.com
        globalsources.com rocketreach.co apollo.io cbinsights.com signalhire.com lusha.com contactout.com hunter.io datanyze.com
        craft.co growjo.com leadiq.com privco.com preqin.com mergr.com theorg.com similarweb.com builtwith.com startengine.com
        republic.com saashub.com alternativeto.net getapp.com softwareadvice.com stackshare.io appsumo.com startupranking.com
        vc4a.com e27.co techinasia.com openvc.app foundersuite.com builtin.com welcometothejungle.com otta.com seedinvest.com
        netcapital.com microventures.com fundable.com equitynet.com ourcrowd.com companisto.com getlatka.com peerlist.io forbes.com
        venturebeat.com businessinsider.com wired.com cnbc.com reuters.com ft.com wsj.com nytimes.com theguardian.com
        washingtonpost.com economist.com sifted.eu tech.eu yourstory.com inc42.com moneycontrol.com livemint.com prnewswire.com
        businesswire.com globenewswire.com anchor.fm podbean.com buzzsprout.com npmjs.com hub.docker.com codepen.io codesandbox.io
        stackblitz.com kaggle.com devpost.com dorahacks.io hackerearth.com note.com wantedly.com behance.net dribbble.com issuu.com
        slideshare.net scribd.com researchgate.net loom.com wistia.com minds.com clubhouse.com short.io bl.ink dub.sh jotform.com
        paperform.co formstack.com wufoo.com cognitoforms.com fillout.com qualtrics.com box.com mega.nz mediafire.com pcloud.com
        office.com dochub.com pandadoc.com hellosign.com brandfolder.com papermark.io papermark.com visible.vc trello.com asana.com
        monday.com clickup.com basecamp.com evernote.com quip.com slite.com zcal.co savvycal.com zoom.us webex.com whereby.com
        hopin.com tokopedia.com shopee.com lazada.com mercadolibre.com ebay.com redbubble.com teespring.com ko-fi.com
        buymeacoffee.com opencollective.com telia.com telenor.no shaw.ca rogers.com virginmedia.com kakao.com
        """
}

/// The ends of domains below which anybody may have a site, from the Public Suffix List as libpsl has it built in.
enum PublicSuffixes {
    enum Kind {
        /// Of a registry: `co.uk`, `com.br`.
        case registry
        /// Of a company that gives its customers sites below it: `github.io`, `netlify.app`.
        case platform
    }

    /// Nil where the list is not there, and nothing is a suffix then. It is never written to.
    nonisolated(unsafe) private static let list = psl_builtin()

    /// Nil for a host that is not a suffix. One label alone counts as of a registry only where the list has it.
    static func kind(of host: String) -> Kind? {
        guard has(host, PSL_TYPE_ANY) else { return nil }
        return has(host, PSL_TYPE_ICANN) ? .registry : .platform
    }

    /// Whether the last part of a host is one that the list has, or that is kept for examples (RFC 2606).
    static func isKnownEnd(of host: String) -> Bool {
        let last = host.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(host[host.utf8.index(after: $0)...]) } ?? host
        return has(last, PSL_TYPE_ICANN) || ["example", "test", "invalid", "local"].contains(last)
    }

    /// The part before the registry's: `acme` of `www.acme.co.uk`; nil for a suffix itself.
    static func label(of host: String) -> Substring? {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        // The longest end counts.
        for start in labels.indices.dropFirst() {
            let isLast = start == labels.indices.last
            if isLast || has(labels[start...].joined(separator: "."), PSL_TYPE_ICANN) { return labels[start - 1] }
        }
        return nil
    }

    private static func has(_ host: String, _ type: Int32) -> Bool {
        psl_is_public_suffix2(list, host, type | PSL_TYPE_NO_STAR_RULE) != 0
    }
}

/// Whether a site is that of a company of a name: by the name alone, since nothing else tells.
package enum SiteOwner {
    /// A host that belongs to many is that of the company which runs it: Product Hunt at producthunt.com. The names must be one.
    ///
    /// - Parameter nameKey: folded by `NameKey`.
    package static func runs(_ host: String, _ nameKey: String) -> Bool {
        guard let label = ownLabel(of: host) else { return false }
        let name = squashed(nameKey)
        return !name.isEmpty && (name == squashed(NameKey.fold(label)) || name == squashed(host))
    }

    /// Whether the host says the name, as far as hosts do: Contoso Ventures at contoso.vc, Acme at acmehq.com, IBM's long name at ibm.com.
    package static func isNamed(_ host: String, like nameKey: String) -> Bool {
        guard let last = PublicSuffixes.label(of: host) else { return false }
        let label = squashed(NameKey.fold(HostName.letters(of: String(last))))
        let words = nameKey.split(separator: " ")
        let name = words.joined()
        guard !name.isEmpty else { return false }
        if name == label || name == squashed(host) || (label.count >= 3 && name.hasPrefix(label)) { return true }
        if name.count >= 4, label.hasPrefix(name) || label.hasSuffix(name) { return true }
        return words.count > 1 && String(words.compactMap(\.first)) == label
    }

    /// The label of a host that has nothing before it; nil for `acme.notion.site`.
    private static func ownLabel(of host: String) -> String? {
        guard let label = PublicSuffixes.label(of: host), host.hasPrefix(label + ".") else { return nil }
        return HostName.letters(of: String(label))
    }

    private static func squashed(_ text: String) -> String { text.filter { $0.isLetter || $0.isNumber } }
}
