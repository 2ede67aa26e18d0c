import Testing

/// Whether a text is another one but for what stands as \u{FFFD} in it: a byte that was spoiled on the way cannot be known again.
enum RepairedText {
    /// What one spoiled byte can take with it: the rest of its character, or of an escape.
    private static let most = 4
    /// As many equal bytes in a row are not an accident.
    private static let enough = 8
    private static let mark = Array("\u{FFFD}".utf8)

    static func isSame(_ repaired: [UInt8], as whole: [UInt8]) -> Bool {
        var (left, right) = (repaired[...], whole[...])
        while true {
            let same = zip(left, right).prefix { $0 == $1 }.count
            (left, right) = (left.dropFirst(same), right.dropFirst(same))
            if left.isEmpty && right.isEmpty { return true }
            // Another character can begin with the same bytes as the mark.
            guard
                let start = (0..<mark.count).first(where: { back in
                    left.startIndex >= back && repaired[(left.startIndex - back)...].starts(with: mark)
                })
            else { return false }
            left = repaired[(left.startIndex - start)...]
            right = whole[(right.startIndex - start)...]
            while left.starts(with: mark) { left = left.dropFirst(mark.count) }
            guard
                let skip = (0...most).first(where: { skip in
                    let rest = right.dropFirst(skip)
                    return left.count < enough ? left.elementsEqual(rest) : rest.starts(with: left.prefix(enough))
                })
            else { return false }
            right = right.dropFirst(skip)
        }
    }
}

@Suite struct RepairedTextTests {
    private static func isSame(_ repaired: String, _ whole: String) -> Bool {
        RepairedText.isSame(Array(repaired.utf8), as: Array(whole.utf8))
    }

    @Test func onlyWhatIsMarkedMayDiffer() {
        #expect(Self.isSame("name,Caf\u{FFFD}\u{FFFD}, two of them", "name,Café, two of them"))
        #expect(Self.isSame("\u{FFFD}arvey, three of them\n", "Harvey, three of them\n"))
        #expect(Self.isSame("Harve\u{FFFD}", "Harvey"))
        #expect(!Self.isSame("Harvez", "Harvey"))
        #expect(!Self.isSame("a\u{FFFD}c, and the same again", "abc, and not the same again"))
        #expect(!Self.isSame("a\u{FFFD}", "abcdefghijkl"))
        #expect(!Self.isSame("a\u{FFFD}c and a row less", "abc and a row less\nwhich is lost"))
    }
}
