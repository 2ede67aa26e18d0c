import AffinityHTTP
import Testing

@Suite("Base URL")
struct BaseURLTests {
    @Test(
        "is https anywhere, or http on this machine",
        arguments: [
            ("https://api.affinity.co", "https://api.affinity.co"), ("https://API.Affinity.co/", "https://api.affinity.co"),
            ("HTTPS://proxy.example:8443/a/b//", "https://proxy.example:8443/a/b"), ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://127.255.0.3", "http://127.255.0.3"), ("http://localhost:80/", "http://localhost:80"),
            ("http://[::1]:8080", "http://[::1]:8080"), ("https://[2001:db8::1]", "https://[2001:db8::1]"),
            ("https://my_host-1.example", "https://my_host-1.example"),
        ])
    func accepted(text: String, form: String) throws {
        #expect(try BaseURL(text).description == form)
    }

    @Test(
        "is refused otherwise, and says why",
        arguments: [
            ("", "is empty"), ("api.affinity.co", "no scheme"), ("ftp://api.affinity.co", "https://"), ("https://", "host"),
            ("https:///v2", "host"), ("https://api.affinity.co:0", "host"), ("https://api.affinity.co:99999", "host"),
            ("https://api.affinity.co:x", "host"), ("https://user:pw@api.affinity.co", "password"),
            ("https://api.affinity.co?x=1", "query"),
            ("https://api.affinity.co/#x", "query"), ("https://api affinity.co", "characters"),
            ("https://api.affinity.co\r\nX: y", "characters"),
            ("https://äpi.co", "characters"), ("http://api.affinity.co", "plain http"), ("http://127.0.0.1.evil.example", "plain http"),
            ("http://128.0.0.1", "plain http"), ("http://127.0.0", "plain http"), ("http://127.0.0.256", "plain http"),
            ("http://127.0.0.01", "plain http"), ("http://localhost.evil.example", "plain http"), ("http://[::2]", "plain http"),
            ("http://0.0.0.0", "plain http"), ("http://2130706433", "plain http"),
        ])
    func refused(text: String, word: String) {
        do {
            let url = try BaseURL(text, from: "--base-url")
            Issue.record("accepted as \(url)")
        } catch {
            #expect(error.kind == .unusableBaseURL)
            #expect(error.message.hasPrefix("--base-url") && error.message.contains(word), "\(error.message)")
            #expect(!error.description.contains("user:pw"))
        }
    }
}
