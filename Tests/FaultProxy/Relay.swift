import Foundation

/// One connection of `ferry`: its requests go on to the simulator, and the answers come back as the plan wants them.
final class Relay {
    private let client: Socket
    private let upstream: Int
    private let plan: FaultPlan
    /// What was answered before, to a question of the same method.
    private var earlier: [Substring: Message] = [:]

    init(client: Socket, upstream: Int, plan: FaultPlan) {
        self.client = client
        self.upstream = upstream
        self.plan = plan
    }

    func run() {
        defer { client.end() }
        guard let server = Socket.connected(to: upstream) else { return }
        defer { server.end() }
        var requests = MessageReader(client)
        var answers = MessageReader(server)
        while let request = requests.next() {
            var (fault, dice) = plan.next()
            let method = request.words[0]
            if let fault { say("\(fault) \(method) \(request.words[1])") }
            if let fault, fault.isBefore {
                guard before(fault, &dice) else { return }
                continue
            }
            server.send(request.bytes())
            guard let answer = answers.next() else { return }
            guard let fault else {
                client.send(answer.bytes())
                earlier[method] = answer
                continue
            }
            guard after(fault, answer, method, isCounted: request.words[1].contains("/list-entries"), &dice) else { return }
            earlier[method] = answer
        }
    }

    private static let page = "<html><body><form action=\"/login\">Sign in to the Wi-Fi</form></body></html>"
    private static let errors = ["500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"]

    /// - Returns: Whether the connection goes on.
    private func before(_ fault: Fault, _ dice: inout Dice) -> Bool {
        switch fault {
        case .lostRequest: return false
        case .errorBefore: client.send(error(&dice).bytes())
        case .signInBefore: client.send(Message.answer("200 OK", "text/html", Self.page).bytes())
        case .redirect:
            client.send(Message.answer("302 Found", "text/html", "", ["Location: http://portal.example/login"]).bytes())
        default: client.send(Message.answer("200 OK", "application/json", "").bytes())
        }
        return true
    }

    private func error(_ dice: inout Dice) -> Message {
        Message.answer(Self.errors[dice.below(Self.errors.count)], "text/html", "<h1>Error</h1>")
    }

    /// - Returns: Whether the connection goes on.
    private func after(_ fault: Fault, _ answer: Message, _ method: Substring, isCounted: Bool, _ dice: inout Dice) -> Bool {
        let bytes = answer.bytes()
        var spoiled = answer
        switch fault {
        case .cutAnswer:
            client.send(bytes.prefix(dice.below(bytes.count)))
            return false
        case .errorAfter: spoiled = error(&dice)
        case .signInAfter: spoiled = Message.answer("200 OK", "text/html", Self.page)
        case .emptyAfter: spoiled = Message.answer("200 OK", "application/json", "")
        case .tooLong:
            client.send(answer.bytes(length: answer.body.count + 1 + dice.below(5000)))
            return false
        case .tooShort:
            client.send(answer.bytes(length: dice.below(answer.body.count)))
            return false
        case .twice:
            client.send(bytes + bytes)
            return true
        case .noStatus:
            client.send(Array("HTTP/1.1 \u{1B}[2J\r\n\r\n".utf8))
            return false
        case .drip:
            for byte in bytes.prefix(60) {
                client.send([byte])
                usleep(2000)
            }
            client.send(bytes.dropFirst(60))
            return true
        case .cutBody: spoiled.body.removeLast(answer.body.isEmpty ? 0 : 1 + dice.below(answer.body.count))
        case .noText:
            if !spoiled.body.isEmpty { spoiled.body[dice.below(spoiled.body.count)] = 0xFF }
        case .another: spoiled = earlier[method] ?? answer
        case .noPagination, .emptyPagination, .noData, .emptyData: spoiled.body = page(fault, answer.body)
        // Where Affinity states no count, nothing tells a page from one with fewer rows.
        case .fewerRows: if isCounted { spoiled.body = page(fault, answer.body) }
        case .lostRequest, .errorBefore, .signInBefore, .redirect, .emptyBefore: break
        }
        client.send(spoiled.bytes())
        return true
    }

    /// A page of v2 made into one that is none; anything else as it is.
    private func page(_ fault: Fault, _ body: [UInt8]) -> [UInt8] {
        guard var page = (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any], let rows = page["data"] as? [Any] else {
            return body
        }
        switch fault {
        case .noPagination: page["pagination"] = nil
        case .emptyPagination: page["pagination"] = [String: Any]()
        case .noData: page["data"] = NSNull()
        case .emptyData:
            page["data"] = [Any]()
            page["pagination"] = nil
        default: page["data"] = Array(rows.dropLast())
        }
        return (try? JSONSerialization.data(withJSONObject: page)).map { Array($0) } ?? body
    }
}
