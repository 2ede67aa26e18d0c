import Affinity
import Testing

@testable import Runs

@Suite("What is done about a write, for every state and everything that may happen in it")
struct WriteMachineTests {
    typealias Machine = WriteMachine

    static let no = Refusal(status: 422, messages: [.init(text: "no")], request: "a test")
    static let portal = AffinityError.notAffinity(status: 200, contentType: nil, reason: "portal")
    static let one = Machine.Candidate(id: 7, label: "one")
    static let other = Machine.Candidate(id: 8, label: "other")

    /// Everything that may happen, with a short name.
    static let inputs: [(String, Machine.Input)] = [
        ("begin", .begin(.nothing)), ("begin unanswered", .begin(.unanswered)), ("begin in use", .begin(.inUse(no))),
        ("carried out", .carriedOut(WriteResult(id: 5))), ("refused", .refused(no, .final)), ("merged", .refused(no, .merged)),
        ("not visible", .refused(no, .notYetVisible)), ("key in use", .refused(no, .keyInUse)), ("gone", .refused(no, .gone)),
        ("unanswered", .unanswered("?")),
        ("down", .failed(.unreachable(reason: "down"))), ("portal", .failed(portal)), ("another's", .belongsToAnother),
        ("none", .found([])), ("one", .found([one])), ("two", .found([one, other])),
        ("look refused", .lookRefused(no, mayPass: false)), ("look may pass", .lookRefused(no, mayPass: true)),
        ("look down", .lookFailed(.unreachable(reason: "down"))), ("stop", .stopRequested),
    ]

    static func text(_ action: Machine.Action) -> String {
        switch action {
        case .saveIntent: "intent"
        case .saveUnknown: "unknown"
        case .saveInUse: "in-use"
        case .discardIntent: "discard"
        case .pause(let duration): "pause \(duration.milliseconds)"
        case .send: "send"
        case .look(.made): "look"
        case .look(.holder): "look-holder"
        case .look(.use): "look-use"
        case .stop(nil): "stop"
        case .stop(let error?): "stop(\(error.shortDescription))"
        case .finish(.done(let made, let isFound)): isFound ? "found \(made.id)" : "done \(made.id)"
        case .finish(.adopted(let made, _)): "adopted \(made.id)"
        case .finish(.refused): "refused"
        case .finish(.ambiguous(let found)): "ambiguous \(found.count)"
        case .finish(.undecided): "undecided"
        case .finish(.gone(let isOurs)): isOurs ? "gone by us" : "gone"
        case .finish(.kept(let users)): "kept for \(users.map(\.label).joined(separator: ", "))"
        }
    }

    /// A machine that has come to a state by the events named, all at the beginning of the session.
    static func machine(_ path: [String], isOnce: Bool = true, isKeyItsOwn: Bool = false, takesBack: Bool = false) -> Machine {
        var machine = Machine(isOnce: isOnce, isKeyItsOwn: isKeyItsOwn, lag: .seconds(12), takesBack: takesBack)
        for name in path {
            guard let input = inputs.first(where: { $0.0 == name })?.1 else { continue }
            _ = machine.handle(input, at: .zero)
        }
        return machine
    }

    /// One line for each thing that may happen.
    static func table(
        _ path: [String], isOnce: Bool = true, isKeyItsOwn: Bool = false, takesBack: Bool = false, at now: Duration
    ) -> [String] {
        inputs.compactMap { name, input in
            var machine = machine(path, isOnce: isOnce, isKeyItsOwn: isKeyItsOwn, takesBack: takesBack)
            let actions = machine.handle(input, at: now)
            return actions.isEmpty ? nil : "\(name): " + actions.map(text).joined(separator: ", ")
        }
    }

    @Test("pending")
    func pending() {
        #expect(
            Self.table([], at: .zero) == [
                "begin: intent, send", "begin unanswered: look", "begin in use: look-holder", "stop: stop",
            ])
        #expect(
            Self.table([], isOnce: false, at: .zero) == [
                "begin: intent, send", "begin unanswered: intent, send", "begin in use: look-holder", "stop: stop",
            ])
    }

    @Test("intended")
    func intended() {
        #expect(
            Self.table(["begin"], at: .zero) == [
                "carried out: done 5", "refused: refused", "merged: send", "not visible: pause 250, send",
                "key in use: in-use, look-holder", "gone: refused",
                "unanswered: unknown, look", "down: discard, stop(unreachable)", "portal: unknown, stop(not Affinity)",
                "another's: unknown, look", "stop: discard, stop",
            ])
        // One of several sends may have taken effect: then it is not forgotten.
        let repeated = ["begin unanswered", "none"]
        var machine = Self.machine(Array(repeated.dropLast()))
        #expect(machine.handle(.found([]), at: .seconds(12)) == [.saveIntent, .send])
        #expect(machine.handle(.failed(.unreachable(reason: "down")), at: .seconds(13)).map(Self.text) == ["unknown", "stop(unreachable)"])
    }

    @Test("intended, of what may be repeated: its intent stays when the run stops")
    func repeatable() {
        #expect(
            Self.table(["begin"], isOnce: false, at: .zero) == [
                "carried out: done 5", "refused: refused", "merged: send", "not visible: pause 250, send",
                "key in use: in-use, look-holder", "gone: refused",
                "unanswered: intent, send", "down: stop(unreachable)", "portal: stop(not Affinity)", "another's: unknown, look",
                "stop: stop",
            ])
    }

    @Test("unknown, while it may still appear and after")
    func unknown() {
        let always = ["another's: look"]
        let end = ["look down: stop(unreachable)", "stop: stop"]
        for path in [["begin", "unanswered"], ["begin unanswered"]] {
            #expect(
                Self.table(path, at: .seconds(3)) == always + [
                    "none: pause 250, look", "one: found 7", "two: ambiguous 2", "look refused: undecided",
                    "look may pass: pause 250, look",
                ] + end)
            #expect(
                Self.table(path, at: .seconds(12)) == always + [
                    "none: intent, send", "one: found 7", "two: ambiguous 2", "look refused: undecided", "look may pass: undecided",
                ] + end)
        }
    }

    @Test("in use, while who has it may still appear and after")
    func inUse() {
        for path in [["begin", "key in use"], ["begin in use"]] {
            let rest = ["look refused: refused", "look may pass: refused", "look down: stop(unreachable)", "stop: stop"]
            #expect(
                Self.table(path, at: .seconds(3))
                    == ["another's: refused", "none: pause 250, look-holder", "one: adopted 7", "two: refused"] + rest)
            #expect(
                Self.table(path, at: .seconds(12)) == ["another's: refused", "none: refused", "one: adopted 7", "two: refused"] + rest)
        }
    }

    @Test("taking back: looked at first, never in doubt, and gone is as good as taken back")
    func takingBack() {
        func table(_ path: [String]) -> [String] { Self.table(path, isOnce: false, takesBack: true, at: .zero) }
        #expect(table([]) == ["begin: look-use", "begin unanswered: look-use", "begin in use: look-holder", "stop: stop"])
        for path in [["begin"], ["begin unanswered"]] {
            #expect(
                table(path) == [
                    "none: intent, send", "one: kept for one", "two: kept for one, other", "look refused: refused",
                    "look may pass: intent, send", "look down: stop(unreachable)", "stop: stop",
                ])
        }
        func sent(_ gone: String) -> [String] {
            [
                "carried out: done 5", "refused: refused", "merged: send", "not visible: pause 250, send",
                "key in use: in-use, look-holder", "gone: \(gone)", "unanswered: intent, send", "down: stop(unreachable)",
                "portal: stop(not Affinity)",
                "another's: unknown, look", "stop: stop",
            ]
        }
        #expect(table(["begin", "none"]) == sent("gone"))
        #expect(table(["begin", "look may pass"]) == sent("gone"))
        // An earlier send may have been the one that took it back.
        #expect(table(["begin unanswered", "none"]) == sent("gone by us"))
        #expect(table(["begin", "none", "unanswered"]) == sent("gone by us"))
    }

    @Test("What has the text of an option after an unanswered send is the run's own; what an address has, never is")
    func ownKey() {
        let path = ["begin", "unanswered", "none"]
        for (isKeyItsOwn, expected) in [(true, "found 7"), (false, "adopted 7")] {
            var machine = Machine(isOnce: true, isKeyItsOwn: isKeyItsOwn, lag: .zero)
            for name in path { _ = Self.inputs.first { $0.0 == name }.map { machine.handle($0.1, at: .zero) } }
            #expect(machine.handle(.refused(Self.no, .keyInUse), at: .zero).map(Self.text) == ["in-use", "look-holder"])
            #expect(machine.handle(.found([Self.one]), at: .zero).map(Self.text) == [expected])
            var fresh = Self.machine(["begin", "key in use"], isKeyItsOwn: isKeyItsOwn)
            #expect(fresh.handle(.found([Self.one]), at: .zero).map(Self.text) == ["adopted 7"])
        }
    }

    @Test("A record that is not visible yet is waited for in growing pauses, then refused")
    func pauses() {
        var machine = Self.machine(["begin"])
        var pauses: [Int64] = []
        while case .pause(let pause)? = machine.handle(.refused(Self.no, .notYetVisible), at: .zero).first {
            pauses.append(pause.milliseconds)
        }
        #expect(pauses == [250, 500, 1000, 2000, 4000])
    }

    @Test("No pause of looking goes past the lag, and none is longer than two seconds")
    func capped() {
        var machine = Self.machine(["begin", "unanswered"])
        var now = Duration.zero
        var looks = 0
        while case .pause(let pause)? = machine.handle(.found([]), at: now).first, looks < 100 {
            #expect(pause <= .seconds(2) && now + pause <= .seconds(12))
            now += pause
            looks += 1
        }
        #expect(now == .seconds(12))
        #expect(looks < 12)
    }

    @Test("Four sends without an answer stop the run")
    func tries() {
        var machine = Machine(isOnce: true, lag: .zero)
        #expect(machine.handle(.begin(.nothing), at: .zero).map(Self.text) == ["intent", "send"])
        for _ in 1..<Machine.tries {
            #expect(machine.handle(.unanswered("?"), at: .zero).map(Self.text) == ["unknown", "look"])
            #expect(machine.handle(.found([]), at: .zero).map(Self.text) == ["intent", "send"])
        }
        _ = machine.handle(.unanswered("?"), at: .zero)
        #expect(machine.handle(.found([]), at: .zero).map(Self.text) == ["stop(unreachable)"])
    }
}
