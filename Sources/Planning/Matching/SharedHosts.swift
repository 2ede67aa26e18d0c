/// Hosts that are not a company's own: profiles, mail, links, hosting. They are neither a key nor written as a domain.
///
/// | kind | what is shared | what is the company's own |
/// | --- | --- | --- |
/// | `everywhere` | the host and every host below it | nothing |
/// | `below` | every host below it, which belongs to a tenant | the bare host, which belongs to the company that runs it |
/// | `belowOrWithPath` | the hosts below it, and the bare host with a path: `github.com/acme` is a profile | the bare host without a path |
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
        linkedin.com lnkd.in viadeo.com
        facebook.com fb.com fb.me instagram.com threads.net threads.com twitter.com x.com t.co tiktok.com
        vk.com weibo.com whatsapp.com wa.me telegram.org t.me telegram.me discord.gg mastodon.social bsky.app
        youtube.com youtu.be
        medium.com substack.com
        crunchbase.com pitchbook.com dealroom.co angel.co angellist.com wellfound.com producthunt.com f6s.com
        startupblink.com betalist.com
        wikipedia.org wikidata.org
        linktr.ee bio.link beacons.ai lnk.bio about.me campsite.bio carrd.co bit.ly tinyurl.com goo.gl ow.ly buff.ly rebrand.ly
        is.gd cutt.ly rb.gy shorturl.at forms.gle g.co
        apps.apple.com itunes.apple.com testflight.apple.com play.google.com
        docs.google.com drive.google.com sites.google.com forms.google.com
        maps.google.com maps.app.goo.gl business.google.com groups.google.com chrome.google.com chromewebstore.google.com goo.gle
        business.site g.page onedrive.live.com 1drv.ms sharepoint.com
        gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.es hotmail.com
        hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es live.com
        live.co.uk live.fr live.nl msn.com
        yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.it yahoo.es yahoo.co.in
        yahoo.in yahoo.ca yahoo.com.au yahoo.com.br yahoo.co.jp ymail.com
        rocketmail.com aol.com icloud.com me.com mac.com proton.me protonmail.com
        protonmail.ch pm.me tutanota.com tuta.io tuta.com hey.com
        fastmail.com fastmail.fm zohomail.com gmx.de gmx.net gmx.at gmx.ch gmx.com gmx.fr web.de t-online.de freenet.de mail.com email.com
        mail.ru yandex.ru yandex.com ya.ru inbox.ru list.ru bk.ru rambler.ru ukr.net qq.com
        foxmail.com 163.com 126.com yeah.net sina.com sohu.com 139.com
        naver.com hanmail.net daum.net orange.fr wanadoo.fr free.fr sfr.fr
        laposte.net libero.it virgilio.it tiscali.it alice.it bluewin.ch
        btinternet.com sky.com ntlworld.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net earthlink.net charter.net
        rediffmail.com uol.com.br bol.com.br terra.com.br seznam.cz wp.pl o2.pl onet.pl interia.pl
        mailinator.com
        notion.site github.io gitlab.io githubusercontent.com gitbook.io readthedocs.io
        wixsite.com editorx.io webflow.io weeblysite.com mystrikingly.com
        wpcomstaging.com blogspot.com jimdosite.com jimdofree.com
        webnode.page site123.me yolasite.com ucraft.net tilda.ws framer.website framer.app framer.site framer.ai framer.photos softr.app
        super.site bubbleapps.io glideapp.io glide.page durable.co
        mailchimpsites.com hubspotpagebuilder.com hs-sites.com unbouncepages.com
        leadpages.co myshopify.com square.site
        herokuapp.com vercel.app now.sh netlify.app pages.dev workers.dev web.app firebaseapp.com appspot.com run.app cloudfunctions.net
        azurewebsites.net azurestaticapps.net cloudapp.net windows.net amazonaws.com
        cloudfront.net amplifyapp.com elasticbeanstalk.com awsapps.com
        onrender.com fly.dev railway.app up.railway.app surge.sh glitch.me repl.co replit.app replit.dev lovable.app bolt.host
        streamlit.app hf.space gradio.live ngrok.io ngrok.app ngrok-free.app loca.lt
        000webhostapp.com infinityfreeapp.com altervista.org fc2.com godaddysites.com secureserver.net
        helpscoutdocs.com statuspage.io atlassian.net myworkdayjobs.com
        applytojob.com
        """

    private static let below = """
        wix.com squarespace.com webflow.com weebly.com strikingly.com wordpress.com wpengine.com blogger.com typepad.com livejournal.com
        jimdo.com webnode.com hubspot.com instapage.com clickfunnels.com shopify.com bigcartel.com ecwid.com netlify.com render.com
        zendesk.com freshdesk.com greenhouse.io lever.co workable.com bamboohr.com breezy.hr recruitee.com personio.de personio.com
        teamtailor.com ashbyhq.com readme.io
        """

    private static let belowOrWithPath = """
        github.com gitlab.com bitbucket.org sourceforge.net notion.so notion.com figma.com canva.com miro.com airtable.com coda.io
        google.com itch.io opensea.io patreon.com huggingface.co gumroad.com etsy.com join.com
        reddit.com pinterest.com vimeo.com twitch.tv soundcloud.com flickr.com quora.com tumblr.com discord.com snapchat.com wechat.com
        line.me zoominfo.com tracxn.com owler.com glassdoor.com indeed.com yelp.com trustpilot.com g2.com capterra.com gust.com
        ycombinator.com kickstarter.com indiegogo.com gofundme.com wefunder.com republic.co seedrs.com crowdcube.com opencorporates.com
        bloomberg.com typeform.com calendly.com cal.com docsend.com tally.so surveymonkey.com eventbrite.com meetup.com pitch.com lu.ma
        dropbox.com wetransfer.com zoho.com xing.com linktree.com ghost.io beehiiv.com
        """
}
