import Foundation
import Synchronization

/// What is done to one answer.
enum Fault: CaseIterable, Sendable {
    /// The request never arrives.
    case lostRequest, errorBefore, signInBefore, redirect, emptyBefore
    /// It arrives, and takes effect.
    case cutAnswer, errorAfter, signInAfter, emptyAfter
    /// HTTP that is none.
    case tooLong, tooShort, twice, noStatus
    /// Slowly, and whole in the end.
    case drip
    /// JSON that is none, or a page that is none.
    case cutBody, noPagination, emptyPagination, noData, emptyData, fewerRows
    /// The answer to another question.
    case another
    /// Bytes that are not text.
    case noText

    /// Whether the request is kept from Affinity.
    var isBefore: Bool {
        switch self {
        case .lostRequest, .errorBefore, .signInBefore, .redirect, .emptyBefore: true
        default: false
        }
    }
}

/// Which answers are spoiled, and how: all of it follows from the seed and from how many requests there were.
final class FaultPlan: Sendable {
    private let seed: UInt64
    private let most: Int
    private let counts = Mutex((requests: 0, faults: 0))

    init(seed: UInt64, most: Int) {
        self.seed = seed
        self.most = most
    }

    /// For the next request: nil for none.
    func next() -> (fault: Fault?, dice: Dice) {
        counts.withLock { counts in
            counts.requests += 1
            var dice = Dice(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(counts.requests))
            guard counts.faults < most, dice.below(6) == 0 else { return (nil, dice) }
            counts.faults += 1
            return (Fault.allCases[dice.below(Fault.allCases.count)], dice)
        }
    }
}

/// SplitMix64: small, and the same everywhere.
struct Dice {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return bound > 0 ? Int(mixed % UInt64(bound)) : 0
    }
}
