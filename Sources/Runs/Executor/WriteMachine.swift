import Affinity

/// Decides what to do next about one write, so that it happens once. It knows no network, disk or clock: what happened goes in, what to do
/// comes out, in order.
///
/// | state | what happened | what to do | then |
/// | --- | --- | --- | --- |
/// | pending | it begins, or it is one that may be repeated | save the intent, send | intended |
/// | pending | an earlier session left it sent or unknown | look for what it made | unknown |
/// | pending | an earlier session left it in use | look who has the key | in use |
/// | pending | it takes something back | look who has built on that | looking |
/// | looking | nobody has, or the look finds it gone | save the intent, send | intended |
/// | looking | somebody has | finish: kept | |
/// | looking | the look was refused | finish: refused | |
/// | intended | carried out | finish: done | |
/// | intended | the id that came back is another write's | save: unknown, look for what it made | unknown |
/// | intended | the record is another by now | send | intended |
/// | intended | the record is not visible yet | send after a pause; refused when there were enough | intended |
/// | intended | its key is in use | save: in use, look who has it | in use |
/// | intended | refused | finish: refused | |
/// | intended | what it takes back is gone | finish: gone, by an earlier send of its own or by somebody else | |
/// | intended | no answer | save: unknown, look for what it made; one that may be repeated: send | unknown |
/// | intended | an answer that is not Affinity's | save: unknown, stop | |
/// | intended | it was not sent, or a stop is wanted | discard the intent, stop | |
/// | unknown | one was found | finish: done | |
/// | unknown | none | look after a pause; once the lag is over, save the intent and send | intended |
/// | unknown | none once the lag is over, and it only looks | discard the intent, stop | |
/// | unknown | several, or the look was refused | finish: ambiguous | |
/// | in use | one has the key | finish: adopted | |
/// | in use | none | look after a pause; once the lag is over, finish: refused | |
/// | in use | several, or the look was refused | finish: refused | |
/// | looking, unknown, in use | the look failed, or a stop is wanted | stop; it stays on disk as it is | |
///
/// A write that may be repeated keeps its intent when the run stops: whether it took effect does not matter, that it may have, does.
struct WriteMachine: Sendable, Equatable {
    enum State: Sendable, Equatable {
        case pending
        /// Before something is taken back.
        case looking
        case intended
        /// What it made may appear until then, counted from the beginning of the session.
        case unknown(until: Duration)
        case inUse(Refusal, until: Duration)
    }

    /// What an earlier session left of it.
    enum Earlier: Sendable, Equatable {
        case nothing
        case unanswered
        case inUse(Refusal)
    }

    enum Meaning: Sendable, Hashable {
        case final
        /// A colleague merged the record; the write goes to the one that is left now.
        case merged
        /// A read replica does not have the record yet that was made a moment ago.
        case notYetVisible
        case keyInUse
        /// What is to be taken back is not there any more.
        case gone
    }

    enum Question: Sendable, Hashable {
        /// What could be what the write made.
        case made
        /// Who has its key: an address, or the text of an option.
        case holder
        /// Who has built on what is to be taken back.
        case use
    }

    struct Candidate: Sendable, Hashable {
        var id: Int64
        var label: String
        /// Of an opportunity, on its list.
        var entry: Int64?
    }

    enum Input: Sendable, Equatable {
        case begin(Earlier)
        case carriedOut(WriteResult)
        case refused(Refusal, Meaning)
        case unanswered(String)
        case failed(AffinityError)
        /// The id that came back, or was found, is that of another write.
        case belongsToAnother
        case found([Candidate])
        /// - Parameter mayPass: the record in question was made a moment ago; or it is to be taken back and is gone.
        case lookRefused(Refusal, mayPass: Bool)
        case lookFailed(AffinityError)
        case stopRequested
    }

    enum Outcome: Sendable, Equatable {
        /// - Parameter isFound: by looking; the answer is missing.
        case done(WriteResult, isFound: Bool)
        /// Somebody else's, who has the key that Affinity refused to give twice.
        case adopted(WriteResult, Refusal)
        case refused(Refusal)
        case ambiguous([Candidate])
        case undecided(Refusal)
        /// - Parameter isOurs: an earlier send of this very write may have done it.
        case gone(isOurs: Bool)
        /// Somebody has built on it.
        case kept([Candidate])
    }

    enum Action: Sendable, Equatable {
        /// Before the bytes leave.
        case saveIntent
        case saveUnknown(String)
        case saveInUse(Refusal)
        case discardIntent
        case pause(Duration)
        case send
        case look(Question)
        case finish(Outcome)
        /// Nil for a stop that was asked for.
        case stop(AffinityError?)
    }

    /// A write without an answer is sent so often in one session, then the run stops.
    static let tries = 4
    /// How long a record that was just made may be unknown to a read replica (AffinityAPI.md#consistency), in pieces.
    static let pausesForNewRecords: [Duration] = [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2), .seconds(4)]
    /// Between looks, and so on.
    static let pausesOfLooking: [Duration] = [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2)]

    /// Carried out twice, it leaves two.
    let isOnce: Bool
    /// No two things have its key, and nobody but this write is likely to have made one of it: the text of a new option.
    let isKeyItsOwn: Bool
    /// For how long what was made may be missing from what Affinity finds.
    let lag: Duration
    /// Nothing is sent any more: the run is to be taken back, and only what became of the write is to be known.
    let onlyLooks: Bool
    /// It takes back what another write did, unless somebody has built on that.
    let takesBack: Bool

    private(set) var state = State.pending
    private var sends = 0
    private var looks = 0
    private var waits = 0
    /// One of its sends may have taken effect.
    private var mayHaveMade = false

    init(isOnce: Bool, isKeyItsOwn: Bool = false, lag: Duration, onlyLooks: Bool = false, takesBack: Bool = false) {
        self.onlyLooks = onlyLooks
        self.takesBack = takesBack
        self.isOnce = isOnce
        self.isKeyItsOwn = isKeyItsOwn
        self.lag = lag
    }

    /// - Parameter now: since the session began, by a clock that nobody sets.
    /// - Returns: Nothing for what can't happen in the state.
    mutating func handle(_ input: Input, at now: Duration) -> [Action] {
        switch (state, input) {
        case (.pending, .begin(let earlier)): begin(earlier)
        case (.intended, .carriedOut(let made)): [.finish(.done(made, isFound: false))]
        case (.intended, .belongsToAnother): markUnknown("the answer names what another write of the run made", at: now)
        case (.intended, .refused(let refusal, let meaning)): refused(refusal, meaning, at: now)
        case (.looking, .found(let users)): users.isEmpty ? send() : [.finish(.kept(users))]
        case (.looking, .lookRefused(let refusal, let mayPass)): mayPass ? send() : [.finish(.refused(refusal))]
        case (.intended, .unanswered(let reason)): isOnce ? markUnknown(reason, at: now) : sendAgain()
        case (.intended, .failed(let error)): leave(error)
        case (.intended, .stopRequested): leave(nil)
        case (.unknown(let end), .found(let candidates)): found(candidates, until: end, at: now)
        case (.unknown, .belongsToAnother): look(.made)
        case (.unknown(let end), .lookRefused(let refusal, let mayPass)):
            mayPass && now < end ? lookAgain(.made, until: end, at: now) : [.finish(.undecided(refusal))]
        case (.inUse(let refusal, let end), .found(let candidates)): holders(candidates, refusal, until: end, at: now)
        case (.inUse(let refusal, _), .lookRefused): [.finish(.refused(refusal))]
        case (.inUse(let refusal, _), .belongsToAnother): [.finish(.refused(refusal))]
        case (.looking, .lookFailed(let error)), (.unknown, .lookFailed(let error)), (.inUse, .lookFailed(let error)): [.stop(error)]
        case (.pending, .stopRequested), (.looking, .stopRequested), (.unknown, .stopRequested), (.inUse, .stopRequested): [.stop(nil)]
        default: []
        }
    }

    private mutating func begin(_ earlier: Earlier) -> [Action] {
        switch earlier {
        case .nothing where takesBack, .unanswered where takesBack:
            mayHaveMade = earlier == .unanswered
            state = .looking
            return look(.use)
        case .unanswered where isOnce:
            // It was sent before this session: what it made is seen by the time that the lag counts from its beginning.
            mayHaveMade = true
            state = .unknown(until: lag)
            return look(.made)
        case .inUse(let refusal):
            state = .inUse(refusal, until: lag)
            return look(.holder)
        case .nothing, .unanswered: return send()
        }
    }

    private mutating func send() -> [Action] {
        guard sends < Self.tries else {
            return [.stop(.unreachable(reason: "\(sends) times in a row a write was not answered"))]
        }
        sends += 1
        state = .intended
        return [.saveIntent, .send]
    }

    private mutating func sendAgain() -> [Action] {
        mayHaveMade = true
        return send()
    }

    private mutating func refused(_ refusal: Refusal, _ meaning: Meaning, at now: Duration) -> [Action] {
        switch meaning {
        case .merged: return [.send]
        case .notYetVisible where waits < Self.pausesForNewRecords.count:
            waits += 1
            return [.pause(Self.pausesForNewRecords[waits - 1]), .send]
        case .keyInUse:
            state = .inUse(refusal, until: now + lag)
            return [.saveInUse(refusal)] + look(.holder)
        case .gone where takesBack: return [.finish(.gone(isOurs: mayHaveMade))]
        case .final, .notYetVisible, .gone: return [.finish(.refused(refusal))]
        }
    }

    private mutating func markUnknown(_ reason: String, at now: Duration) -> [Action] {
        mayHaveMade = true
        state = .unknown(until: now + lag)
        return [.saveUnknown(reason)] + look(.made)
    }

    /// The run stops at this write.
    private func leave(_ error: AffinityError?) -> [Action] {
        guard isOnce else { return [.stop(error)] }
        // Whatever answered without being Affinity may have passed the request on.
        if case .notAffinity? = error { return [.saveUnknown(error?.description ?? ""), .stop(error)] }
        return [mayHaveMade ? .saveUnknown("not sent again") : .discardIntent, .stop(error)]
    }

    private mutating func look(_ question: Question) -> [Action] {
        looks = 0
        return [.look(question)]
    }

    private mutating func lookAgain(_ question: Question, until end: Duration, at now: Duration) -> [Action] {
        let pause = Self.pausesOfLooking[min(looks, Self.pausesOfLooking.count - 1)]
        looks += 1
        return [.pause(min(pause, end - now)), .look(question)]
    }

    private mutating func found(_ candidates: [Candidate], until end: Duration, at now: Duration) -> [Action] {
        if candidates.count > 1 { return [.finish(.ambiguous(candidates))] }
        if let one = candidates.first { return [.finish(.done(WriteResult(id: one.id, entry: one.entry), isFound: true))] }
        if now < end { return lookAgain(.made, until: end, at: now) }
        return onlyLooks ? [.discardIntent, .stop(nil)] : send()
    }

    private mutating func holders(_ found: [Candidate], _ refusal: Refusal, until end: Duration, at now: Duration) -> [Action] {
        guard found.count < 2 else { return [.finish(.refused(refusal))] }
        guard let one = found.first else {
            return now < end ? lookAgain(.holder, until: end, at: now) : [.finish(.refused(refusal))]
        }
        let made = WriteResult(id: one.id, entry: one.entry)
        return [.finish(mayHaveMade && isKeyItsOwn ? .done(made, isFound: true) : .adopted(made, refusal))]
    }
}
