import Testing

@testable import Tables

@Suite struct PathsTests {
    @Test(arguments: [
        ("a.csv", "/home/me/a.csv"), ("./a/../b.csv", "/home/me/b.csv"), ("../x/a.csv", "/home/x/a.csv"), ("/abs/a.csv", "/abs/a.csv"),
        ("../../../..", "/"),
    ])
    func writtenPathsBecomeAbsolute(written: String, absolute: String) {
        #expect(Paths.absolute(written, from: "/home/me") == absolute)
    }

    @Test(arguments: [
        ("/home/me/a.csv", "a.csv"), ("/home/me/in/a.csv", "in/a.csv"), ("/home/you/a.csv", "../you/a.csv"), ("/srv/a.csv", "/srv/a.csv"),
    ])
    func pathsAreShownAsSeenFromTheCurrentFolder(path: String, shown: String) {
        #expect(Paths.shown(path, from: "/home/me") == shown)
    }

    @Test func theFolderAndTheNameOfAPath() {
        #expect(Paths.folder(of: "/home/me/a.csv") == "/home/me")
        #expect(Paths.name(of: "/home/me/a.csv") == "a.csv")
    }
}
