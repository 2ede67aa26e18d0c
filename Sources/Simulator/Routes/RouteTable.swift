@_spi(Internal) import Hummingbird

/// A request to either API, ready to be carried out on the account.
protocol APICall: Sendable {
    var request: SimulatedRequest { get }
    var now: Instant { get }
    /// Whether it asks only.
    var isRead: Bool { get }
    /// Whether it asks for the fields of v1, which may be older than everything else (AffinityAPI.md#consistency).
    var isFieldList: Bool { get }
    /// Whether Affinity's search answers it, which may lag more than everything else.
    var isSearch: Bool { get }
    /// The account as search knows it (AffinityAPI.md#consistency); `nil` when search does not lag.
    var index: WorldState? { get set }

    /// The answer, be it a refusal.
    func answer(_ state: inout WorldState) -> SimulatedResponse
}

/// The operations of an API, for one request.
protocol APIRouter: Sendable {
    associatedtype Call: APICall

    static var routes: RouteTable<Self> { get }

    /// - Parameter parameters: what the path says where its template has a name in braces.
    init(call: Call, parameters: Parameters)

    /// The answer to a path or a method that is not served.
    /// - Parameter methods: what is declared of the path; `nil` of a path that nobody knows.
    static func notServed(_ request: SimulatedRequest, _ methods: [String]?) -> SimulatedResponse
}

extension APIRouter {
    static func answer(_ call: Call, _ state: inout WorldState) -> SimulatedResponse {
        guard let (declared, parameters) = routes.find(call.request.path) else { return notServed(call.request, nil) }
        guard let answer = declared.first(where: { $0.method == call.request.method })?.answer else {
            return notServed(call.request, declared.map(\.method))
        }
        do {
            return try answer(Self(call: call, parameters: parameters), &state)
        } catch {
            return error as? SimulatedResponse ?? .text(500, "\(error)")
        }
    }
}

/// One operation of an API.
struct Route<Router: APIRouter>: Sendable {
    /// Throws nothing but a `SimulatedResponse`, the refusal.
    typealias Answer = @Sendable (Router, inout WorldState) throws -> SimulatedResponse

    let method: String
    /// As OpenAPI writes it: `/v2/lists/{listId}`.
    let path: String
    /// `nil` of an operation that the document declares and the simulator does not serve.
    let answer: Answer?

    static func get(_ path: String, _ answer: @escaping Answer) -> Route { Route(method: "GET", path: path, answer: answer) }
    static func post(_ path: String, _ answer: @escaping Answer) -> Route { Route(method: "POST", path: path, answer: answer) }
    static func put(_ path: String, _ answer: @escaping Answer) -> Route { Route(method: "PUT", path: path, answer: answer) }
    static func patch(_ path: String, _ answer: @escaping Answer) -> Route { Route(method: "PATCH", path: path, answer: answer) }
    static func delete(_ path: String, _ answer: @escaping Answer) -> Route { Route(method: "DELETE", path: path, answer: answer) }
    static func notServed(_ method: String, _ path: String) -> Route { Route(method: method, path: path, answer: nil) }
}

/// The operations of an API in Hummingbird's router. Its trie is used without the responders around it, which are asynchronous: the simulator
/// also answers within a process, on the account that it holds locked.
struct RouteTable<Router: APIRouter>: Sendable {
    let routes: [Route<Router>]
    private let trie: RouterTrie<[Route<Router>]>

    init(_ routes: [Route<Router>]) {
        self.routes = routes
        let builder = RouterPathTrieBuilder<[Route<Router>]>()
        for (path, routes) in Dictionary(grouping: routes, by: \.path).sorted(by: { $0.key < $1.key }) {
            builder.addEntry(RouterPath(path), value: routes)
        }
        trie = builder.build()
    }

    /// What there is of a path; `nil` of one that nobody knows.
    func find(_ path: String) -> (routes: [Route<Router>], parameters: Parameters)? {
        trie.resolve(path).map { ($0.value, $0.parameters) }
    }
}
