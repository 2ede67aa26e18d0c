/// What makes reading impossible from the start.
package enum ReaderError: Error, Hashable {
    /// The stated delimiter is not ASCII, or is NUL, a quote or a line break.
    case unusableDelimiter(UInt8)
}
