import Affinity
import Testing

@testable import Planning

/// What is advised for a number that cannot be read never makes another number of it.
@Suite struct UnreadableWordsTests {
    private func hint(_ text: String) throws -> String? {
        UnreadableWords().explaining(try #require(problem(conversion(.number), text)), of: text).hint
    }

    @Test(arguments: ["3 dozen", "2億円", "5 тыс.", "3 тыс. руб", "1,5 mil EUR", "2 hundred units", "4 miljoner kr", "5万"])
    func aWordThatMultipliesIsNotTakenOff(text: String) throws {
        #expect(try hint(text) == "write it in digits, such as 2000000, or leave such cells alone: invalid: skip")
    }

    @Test(arguments: ["ten million", "Half a million", "zwei Millionen", "zehntausend", "trois millions", "dos millones", "Twelve"])
    func aNumberInWordsIsNoBlank(text: String) throws {
        #expect(try hint(text) == "write it in digits, such as 2000000, or leave such cells alone: invalid: skip")
        var words = UnreadableWords()
        for word in [text, "Undisclosed"] { words.add(word) }
        #expect(words.words == ["Undisclosed"])
    }

    @Test(arguments: ["None", "Unknown", "No data", "not available", "Bootstrapped", "Stone"]) func aWordForNoneIsOneStill(text: String)
        throws
    {
        #expect(try hint(text)?.contains("blanks: [\"\", \"\(text)\"]") == true)
    }

    @Test(arguments: ["120 employees", "5XYZ", "approx 7", "12 seats", "3 months"]) func anyOtherWordIs(text: String) throws {
        #expect(try hint(text)?.hasPrefix("take the number in it with extract: '") == true)
    }
}
