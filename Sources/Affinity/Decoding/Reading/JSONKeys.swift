/// The names of the members that are read of one kind of object: the raw values of `Key`, at most 64.
struct JSONKeys<Key: CaseIterable & RawRepresentable<String> & Sendable>: Sendable {
    private let keys: [(key: Key, name: [UInt8])]

    init() {
        keys = Key.allCases.map { ($0, Array($0.rawValue.utf8)) }
        precondition(keys.count <= 64, "a set of keys seen is kept in 64 bits")
    }

    subscript(index: Int) -> Key { keys[index].key }

    /// Where a name stands among the keys; nil when it is none of them.
    /// - Parameter expected: is looked at first. Members mostly come in one order.
    func index(of name: UnsafeBufferPointer<UInt8>, expected: Int) -> Int? {
        if expected < keys.count, name.elementsEqual(keys[expected].name) { return expected }
        return keys.firstIndex { name.elementsEqual($0.name) }
    }
}
