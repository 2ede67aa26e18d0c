import Affinity
import FerryTestSupport
import PipelineSpec
import Runs
import Synchronization

/// A small Affinity: organizations, persons, opportunities, their entries and cells, notes and options. It allows doubles where Affinity
/// does, its search lags, and it can be told to misbehave.
final class FakeAffinity: RecordWriter, Sendable {
    enum Call: Sendable, Hashable {
        case create(String, String?)
        case rename(OrganizationID, String)
        case add(ListID, RecordID)
        case setEntry(ListEntryID, [FieldUpdate])
        case setOrganization(OrganizationID, [FieldUpdate])
        case createPerson(String, [String])
        case createOpportunity(String, ListID)
        case setPerson(PersonID, [FieldUpdate])
        case note(RecordKind, RecordID, String)
        case option(FieldID, String)
        case find(String)
        case entries(RecordID)
        case look(String)

        var isWrite: Bool {
            switch self {
            case .create, .rename, .add, .setEntry, .setOrganization, .createPerson, .createOpportunity, .setPerson, .note, .option: true
            case .find, .entries, .look: false
            }
        }
    }

    enum Fault: Sendable {
        /// Not carried out.
        case fail(AffinityError)
        /// Carried out, the answer lost.
        case loseAnswer
        /// Lost on the way.
        case loseRequest
        /// Carried out, and answered with what was made before by a write of the same kind.
        case swapAnswer

        static func refuse(_ status: Int, _ text: String, code: String? = nil, parameter: String? = nil) -> Fault {
            .fail(.refused(Refusal(status: status, messages: [.init(code: code, text: text, parameter: parameter)], request: "a test")))
        }
    }

    enum Moment: Sendable { case beforeEffect, afterEffect }

    struct World: Sendable {
        struct Organization: Sendable {
            var name: String
            var domain: String?
            var cells: [FieldID: FieldData] = [:]
            var createdAt: Int64
            var isGlobal = false
        }
        struct Entry: Sendable {
            var list: ListID
            /// Or the person or opportunity.
            var organization: Int64
            var kind = RecordKind.organization
            var cells: [FieldID: FieldData] = [:]
            var createdAt: Int64
        }
        struct Person: Sendable {
            var name: String
            /// Of one person each (AffinityAPI.md#creating-persons).
            var emails: [String]
            var organizations: [OrganizationID]
            var cells: [FieldID: FieldData] = [:]
            var createdAt: Int64
        }
        struct Opportunity: Sendable {
            var name: String
            var entry: Int64
            var organizations: [OrganizationID]
            var persons: [PersonID]
            var createdAt: Int64
        }
        struct Note: Sendable {
            var kind: RecordKind
            var record: RecordID
            var content: String
            var createdAt: Int64
        }
        var nextID: Int64 = 1000
        var organizations: [Int64: Organization] = [:]
        var entries: [Int64: Entry] = [:]
        var persons: [Int64: Person] = [:]
        var opportunities: [Int64: Opportunity] = [:]
        var notes: [Int64: Note] = [:]
        var options: [FieldID: [DropdownOption]] = [:]
        var optionTimes: [DropdownOptionID: Int64] = [:]
        var calls: [Call] = []
        /// What colleagues have done to cells.
        var changes: [CellChange] = []
        /// Of this process: what came back last for each kind of answer.
        var answers: [ObjectIdentifier: any Sendable] = [:]
        /// Nothing reaches it any more: the process is dead.
        var isCutOff = false
    }

    let clock: TestClock
    /// For how long search misses a new organization, in milliseconds.
    let searchLag: Int64
    /// For how long v2 does not know what is new, in milliseconds.
    let readLag: Int64
    /// The same of v1's reads by id, and of what its writes refer to.
    let v1Lag: Int64
    private let world = Mutex(World())
    private let script: @Sendable (Call, World) -> Fault?
    private let hook: @Sendable (Call, Moment) -> Void

    init(
        clock: TestClock, searchLag: Int64 = 10_000, readLag: Int64 = 0, v1Lag: Int64 = 0,
        script: @escaping @Sendable (Call, World) -> Fault? = { _, _ in nil },
        hook: @escaping @Sendable (Call, Moment) -> Void = { _, _ in }
    ) {
        self.clock = clock
        self.searchLag = searchLag
        self.readLag = readLag
        self.v1Lag = v1Lag
        self.script = script
        self.hook = hook
    }

    var calls: [Call] { world.withLock { $0.calls } }
    var writes: [Call] { calls.filter(\.isWrite) }
    var state: World { world.withLock { $0 } }

    func cutOff() { world.withLock { $0.isCutOff = true } }

    func edit(_ body: (inout World) -> Void) { world.withLock { body(&$0) } }

    func createOrganization(name: String, domain: String?) async throws(AffinityError) -> OrganizationID {
        try perform(.create(name, domain)) { world, now in
            world.nextID += 1
            world.organizations[world.nextID] = .init(name: name, domain: domain, createdAt: now)
            return OrganizationID(world.nextID)
        }
    }

    func renameOrganization(_ id: OrganizationID, to name: String) async throws(AffinityError) {
        try perform(.rename(id, name)) { world, _ in world.organizations[id.rawValue]?.name = name }
    }

    func addEntry(list: ListID, entity: RecordID) async throws(AffinityError) -> ListEntryID {
        try perform(.add(list, entity)) { [v1Lag] world, now -> Result<ListEntryID, AffinityError> in
            if let refusal = Self.refusal(world, entity, now, v1Lag) { return .failure(refusal) }
            world.nextID += 1
            // No two records of this Affinity have one id, whatever their kinds.
            let kind: RecordKind = world.persons[entity.rawValue] == nil ? .organization : .person
            world.entries[world.nextID] = .init(list: list, organization: entity.rawValue, kind: kind, createdAt: now)
            return .success(ListEntryID(world.nextID))
        }.get()
    }

    func updateEntryFields(list: ListID, entry: ListEntryID, _ updates: [FieldUpdate]) async throws(AffinityError) {
        try perform(.setEntry(entry, updates)) { [readLag] world, now -> Result<Void, AffinityError> in
            if let found = world.entries[entry.rawValue], found.createdAt + readLag > now { return .failure(Self.notFound) }
            for update in updates { world.entries[entry.rawValue]?.cells[update.id] = update.data }
            return .success(())
        }.get()
    }

    func updateOrganizationFields(_ id: OrganizationID, _ updates: [FieldUpdate]) async throws(AffinityError) {
        try perform(.setOrganization(id, updates)) { [readLag] world, now -> Result<Void, AffinityError> in
            if let found = world.organizations[id.rawValue], found.createdAt + readLag > now { return .failure(Self.notFound) }
            for update in updates { world.organizations[id.rawValue]?.cells[update.id] = update.data }
            return .success(())
        }.get()
    }

    func findOrganizations(domain: String) async throws(AffinityError) -> [Organization] {
        try search(domain) { $0.domain?.contains(domain) == true }
    }

    func findOrganizations(name: String) async throws(AffinityError) -> [Organization] {
        try search(name) { $0.name.lowercased().contains(name.lowercased()) }
    }

    func entries(of kind: RecordKind, _ id: RecordID, on list: ListID) async throws(AffinityError) -> [ListEntry] {
        try perform(.entries(id)) { [v1Lag] world, now -> Result<[ListEntry], AffinityError> in
            if let refusal = Self.refusal(world, id, now, v1Lag) { return .failure(refusal) }
            return .success(
                world.entries.filter {
                    $0.value.organization == id.rawValue && $0.value.list == list && $0.value.createdAt + v1Lag <= now
                }.map { Self.entry($0.key, $0.value) })
        }.get()
    }

    static func entry(_ id: Int64, _ entry: World.Entry) -> ListEntry {
        ListEntry(
            id: ListEntryID(id), listID: entry.list, entityID: entry.organization, entityName: "", createdAt: iso(entry.createdAt),
            fields: []
        )
    }

    private func search(
        _ term: String, _ matches: @escaping @Sendable (World.Organization) -> Bool
    ) throws(AffinityError) -> [Organization] {
        try perform(.find(term)) { [searchLag] world, now in
            world.organizations.filter { $0.value.createdAt + searchLag <= now && matches($0.value) }
                .map { id, found in
                    Organization(
                        id: OrganizationID(id), name: found.name, domains: found.domain.map { [$0] } ?? [], isGlobal: found.isGlobal)
                }
        }
    }

    func perform<Answer: Sendable>(
        _ call: Call, _ effect: @Sendable (inout World, Int64) -> Answer
    ) throws(AffinityError) -> Answer {
        hook(call, .beforeEffect)
        let now = clock.milliseconds
        let result: Result<Answer, AffinityError> = world.withLock { world in
            if world.isCutOff { return .failure(.cancelled) }
            let fault = script(call, world)
            world.calls.append(call)
            switch fault {
            case .fail(let error): return .failure(error)
            case .loseRequest: return .failure(.outcomeUnknown(reason: "lost on the way"))
            case .loseAnswer:
                _ = effect(&world, now)
                return .failure(.outcomeUnknown(reason: "the answer was lost"))
            case .swapAnswer:
                let answer = effect(&world, now)
                return .success(world.answers[ObjectIdentifier(Answer.self)] as? Answer ?? answer)
            case nil:
                let answer = effect(&world, now)
                if (answer as? any Refusable)?.isRefused != true { world.answers[ObjectIdentifier(Answer.self)] = answer }
                return .success(answer)
            }
        }
        hook(call, .afterEffect)
        clock.advance(by: .milliseconds(50))
        return try result.get()
    }

    static let notFound = AffinityError.refused(
        Refusal(status: 404, messages: [.init(code: "not-found", text: "Resource not found")], request: "a test"))

    /// What v1 says of a record that it does not know yet.
    static func refusal(_ world: World, _ id: RecordID, _ now: Int64, _ lag: Int64) -> AffinityError? {
        let created =
            world.organizations[id.rawValue]?.createdAt ?? world.persons[id.rawValue]?.createdAt
            ?? world.opportunities[id.rawValue]?.createdAt
        guard let created, created + lag > now else { return nil }
        return .refused(Refusal(status: 422, messages: [.init(text: "entity_id: \(id) is not a valid id")], request: "a test"))
    }

    /// To the second.
    static func iso(_ milliseconds: Int64) -> String {
        let stamp = RunName.stamp(milliseconds)
        let digits = Array(stamp)
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z"
    }
}

private protocol Refusable {
    var isRefused: Bool { get }
}

extension Result: Refusable {
    fileprivate var isRefused: Bool { if case .failure = self { true } else { false } }
}
