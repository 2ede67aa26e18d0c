/// The name of an element or attribute without its prefix, as one number (FNV-1a of its bytes): comparing names is then comparing numbers.
struct XMLName: Hashable {
    private let hash: UInt64

    init(_ name: StaticString) {
        hash = Self.hash(UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self))
    }

    /// - Parameter name: as expat hands it out, ended by a NUL.
    @inline(__always)
    init(_ name: UnsafePointer<CChar>) {
        hash = Self.hash(name)
    }

    @inline(__always)
    private static func hash(_ name: UnsafePointer<CChar>) -> UInt64 {
        let seed: UInt64 = 0xCBF2_9CE4_8422_2325
        var value = seed
        var place = name
        while place.pointee != 0 {
            if place.pointee == 0x3A {
                value = seed
            } else {
                value = (value ^ UInt64(UInt8(bitPattern: place.pointee))) &* 0x100_0000_01B3
            }
            place += 1
        }
        return value
    }
}

/// The attributes of an element while its start is handled.
struct XMLAttributes {
    private let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    /// - Parameter pairs: names and values in turn, ended by nil.
    init(_ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
        self.pairs = pairs
    }

    @inline(__always)
    func visit(_ body: (XMLName, UnsafePointer<CChar>) -> Void) {
        guard var place = pairs else { return }
        while let name = place[0], let value = place[1] {
            body(XMLName(name), value)
            place += 2
        }
    }

    func text(_ name: XMLName) -> String? {
        var found: String?
        visit { if $0 == name { found = String(cString: $1) } }
        return found
    }

    /// `1` and `true` are the two ways to say yes.
    func isSet(_ name: XMLName) -> Bool {
        let text = text(name)
        return text == "1" || text == "true"
    }
}
