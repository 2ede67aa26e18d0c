import Testing

@testable import Text

@Suite struct SharedHostsTests {
    @Test(arguments: [
        "linkedin.com", "uk.linkedin.com", "crunchbase.com", "facebook.com", "m.facebook.com", "instagram.com", "twitter.com", "x.com",
        "youtube.com", "tiktok.com",
        "medium.com", "acme.medium.com", "acme.substack.com", "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com",
        "icloud.com", "proton.me",
        "gmx.de", "web.de", "qq.com", "163.com", "notion.site", "acme.notion.site",
        "acme.squarespace.com", "acme.webflow.io",
        "acme.wordpress.com",

        "linktr.ee", "docs.google.com", "drive.google.com", "sites.google.com", "forms.gle", "bit.ly", "angel.co",
        "wellfound.com",
        "web.archive.org", "archive.org", "find-and-update.company-information.service.gov.uk", "finder.startupnationcentral.org",
        "zaubacorp.com",
        "eu-startups.com", "techcrunch.com", "podcasts.apple.com", "open.spotify.com", "marketplace.visualstudio.com", "dev.to", "pypi.org",
        "producthunt.com", "pitchbook.com", "dealroom.co", "apps.apple.com", "play.google.com",
    ])
    func aHostOfManyIsShared(host: String) {
        #expect(SharedHosts.contains(host, hasPath: false))
    }

    @Test(arguments: [
        "acme.com", "github.com", "google.com", "apple.com", "squarespace.com", "wordpress.com", "notion.so", "shopify.com", "dropbox.com",
        "pinterest.com",
        "notlinkedin.com", "linkedin.com.acme.com", "gmail.co", "ex.com", "com", "microsoft.com", "amazon.com", "salesforce.com",
    ])
    func aCompanysOwnHostIsNot(host: String) {
        #expect(!SharedHosts.contains(host, hasPath: false))
    }

    @Test(arguments: [
        "rocketreach.co", "apollo.io", "cbinsights.com", "indiamart.com", "saashub.com", "republic.com", "startengine.com", "forbes.com",
        "npmjs.com", "behance.net", "dribbble.com", "slideshare.net", "loom.com", "note.com",
    ])
    func aPathOnTheHostOfManyIsAProfile(host: String) {
        #expect(SharedHosts.contains(host, hasPath: true))
        #expect(!SharedHosts.contains(host, hasPath: false))
    }

    @Test func aPathTellsAProfileFromItsSite() {
        #expect(SharedHosts.contains("github.com", hasPath: true))
        #expect(SharedHosts.contains("acme.github.com", hasPath: false))
        #expect(!SharedHosts.contains("shopify.com", hasPath: true))
        #expect(!SharedHosts.contains("acme.com", hasPath: true))
    }
}
