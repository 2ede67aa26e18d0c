import Diagnostics
import YAMLTree

/// Any bytes are read as a tree or refused at a place inside them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let reading = YAMLParser.parse(bytes, file: "fuzz.yaml")
    precondition(reading.root != nil || !reading.diagnostics.isEmpty, "neither a tree nor a reason")
    for diagnostic in reading.diagnostics {
        _ = DiagnosticText(colour: false).render(diagnostic)
    }
    return 0
}
