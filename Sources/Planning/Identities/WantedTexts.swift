/// Texts that are known from the start, and the numbers of what has each.
struct WantedTexts: Sendable {
    /// For each text its place in `numbers`.
    private var places: [String: Int32]
    /// Of most texts there is one at most.
    private var numbers: [Int32]
    private var further: [Int32: [Int32]] = [:]

    private static let none: Int32 = -1

    /// - Parameter texts: may repeat, and be nil.
    init(_ texts: some Collection<String?>) {
        places = Dictionary(minimumCapacity: texts.count)
        // Of a text that repeats the last place counts; the others stay empty.
        for (place, text) in texts.enumerated() {
            if let text { places[text] = Int32(place) }
        }
        numbers = Array(repeating: Self.none, count: texts.count)
    }

    func place(of text: String) -> Int32? { places[text] }

    /// Once, however often it is said.
    mutating func insert(_ number: Int32, at place: Int32) {
        if numbers[Int(place)] == Self.none {
            numbers[Int(place)] = number
        } else if (further[place]?.last ?? numbers[Int(place)]) != number {
            further[place, default: []].append(number)
        }
    }

    func hasNumbers(of text: String) -> Bool { places[text].map { numbers[Int($0)] != Self.none } ?? false }

    /// - Parameter body: gets the numbers in the order in which they were inserted.
    func forEachNumber(of text: String, _ body: (Int32) -> Void) {
        guard let place = places[text], numbers[Int(place)] != Self.none else { return }
        body(numbers[Int(place)])
        if !further.isEmpty { further[place]?.forEach(body) }
    }
}
