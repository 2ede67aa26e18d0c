/// Records by id that can also be walked in ascending id order from any point, which is what cursors need.
struct Table<Record: Sendable>: Sendable {
    /// Ascending.
    private(set) var ids: [Int] = []
    private var records: [Int: Record] = [:]

    subscript(id: Int) -> Record? {
        _read { yield records[id] }
        _modify { yield &records[id] }
    }

    var count: Int { ids.count }

    /// Adds a record whose id is higher than all before.
    mutating func append(_ record: Record, id: Int) {
        ids.append(id)
        records[id] = record
    }

    mutating func remove(_ id: Int) {
        records[id] = nil
        ids.removeSorted(id)
    }
}

extension [Int] {
    /// The first position of an ascending array whose element is not below the number.
    func lowerBound(_ number: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    mutating func removeSorted(_ number: Int) {
        let position = lowerBound(number)
        if position < count && self[position] == number { remove(at: position) }
    }

    mutating func insertSorted(_ number: Int) {
        let position = lowerBound(number)
        if position == count || self[position] != number { insert(number, at: position) }
    }
}
