/// Texts that are known from the start, and the numbers of what has each.
struct WantedTexts: Sendable {
    /// For each text its place in `numbers`.
    private var places: [String: Int32]
    private var numbers: [[Int32]]

    /// - Parameter texts: may repeat, and be nil.
    init(_ texts: some Collection<String?>) {
        places = Dictionary(minimumCapacity: texts.count)
        // Of a text that repeats the last place counts; the others stay empty.
        for (place, text) in texts.enumerated() {
            if let text { places[text] = Int32(place) }
        }
        numbers = Array(repeating: [], count: texts.count)
    }

    func place(of text: String) -> Int32? { places[text] }

    /// Once, however often it is said.
    mutating func insert(_ number: Int32, at place: Int32) {
        if numbers[Int(place)].last != number { numbers[Int(place)].append(number) }
    }

    func numbers(of text: String) -> [Int32] { places[text].map { numbers[Int($0)] } ?? [] }
}
