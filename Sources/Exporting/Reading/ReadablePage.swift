import Affinity
import CSV

/// A page as it came, but that it is text throughout: what is no UTF-8, and NUL, stand in it as U+FFFD, so that what an export writes can
/// be read again.
struct ReadablePage: Sendable {
    let body: [UInt8]
    let next: PageCursor?
    let isRepaired: Bool

    init(_ page: RawPage) {
        next = page.next
        let isText = page.body.withUnsafeBytes { UTF8Validation.firstInvalid(in: $0) == nil && !$0.contains(0) }
        isRepaired = !isText
        body = isText ? page.body : Array(String(decoding: page.body, as: UTF8.self).replacing("\0", with: "\u{FFFD}").utf8)
    }
}
