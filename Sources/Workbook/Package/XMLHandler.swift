import CExpat

/// Takes what stands in a part, as it is read. A class, since expat calls back through a pointer.
class XMLHandler {
    /// Set when the rest of the part does not matter.
    final var isDone = false
    /// Set when reading must end; what the part says makes no sense.
    final var failure: WorkbookError?
    /// Bytes since the parser last had something to say.
    private final var silent = 0

    func start(_ name: XMLName, _ attributes: XMLAttributes) {}
    func end(_ name: XMLName) {}
    /// A piece of text; one text may come in several pieces.
    func text(_ bytes: UnsafeRawBufferPointer) {}

    /// Goes through a part from its start until its end, `isDone` or `failure`.
    final func read(_ entry: ZipEntry) throws(WorkbookError) {
        guard let parser = XML_ParserCreate(nil) else { throw .damaged(part: entry.name, reason: "out of memory") }
        defer { XML_ParserFree(parser) }
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser, { XMLHandler.handler(from: $0)?.take(start: $1, $2) },
            { data, name in
                guard let handler = XMLHandler.handler(from: data), let name, !handler.isOver else { return }
                handler.silent = 0
                handler.end(XMLName(name))
            })
        XML_SetCharacterDataHandler(parser) { data, text, count in
            guard let handler = XMLHandler.handler(from: data), let text, !handler.isOver else { return }
            handler.silent = 0
            handler.text(UnsafeRawBufferPointer(start: text, count: Int(count)))
        }
        // No spreadsheet program writes one, and what it could define unfolds without end.
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            XMLHandler.handler(from: data)?.failure = .damaged(part: "a part", reason: "it has a document type declaration")
        }
        while !isOver {
            guard let buffer = XML_GetBuffer(parser, Int32(Self.chunk)) else { throw .damaged(part: entry.name, reason: "out of memory") }
            let count = try entry.read(into: buffer, count: Self.chunk)
            silent += count
            let status = XML_ParseBuffer(parser, Int32(count), count == 0 ? 1 : 0)
            if isOver { break }
            guard status == XML_STATUS_OK else {
                let words = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "it is not XML"
                throw .damaged(part: entry.name, reason: "line \(XML_GetCurrentLineNumber(parser)): \(words)")
            }
            if count == 0 { break }
            guard silent <= PartLimits.tag else {
                throw .tooLong(part: entry.name, what: "a tag", megabytes: PartLimits.tag >> 20)
            }
        }
        if let failure { throw failure }
    }

    private final var isOver: Bool { isDone || failure != nil }

    private final func take(start name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
        guard let name, !isOver else { return }
        silent = 0
        start(XMLName(name), XMLAttributes(attributes))
    }

    private static let chunk = 64 * 1024

    private static func handler(from data: UnsafeMutableRawPointer?) -> XMLHandler? {
        data.map { Unmanaged<XMLHandler>.fromOpaque($0).takeUnretainedValue() }
    }
}

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
