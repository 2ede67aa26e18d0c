import Affinity
import AffinityHTTP
import Application
import Files
import Foundation
import PipelineSpec
import Runs

/// Finds out what `ferry doctor` speaks of: the key and the way to Affinity, a few reads that change nothing, folders and disk.
struct CheckupReading {
    let terminal: Terminal

    /// Somebody waits for the answer.
    private static let patience = RetryPolicy(patience: .seconds(10), firstContactPatience: .seconds(2))

    /// - Throws: `Failure` for options that do not go together; `CancellationError` when somebody asks to stop.
    func facts() async throws -> CheckupFacts {
        let choice = try RouteChoice(terminal, nil)
        let (key, way) = (try attempt { try choice.key() }, try attempt { try self.way(choice) })
        var facts = CheckupFacts(
            versions: versions(),
            key: key.map { _ in CheckupFacts.Key(origins: choice.origins, exposedMode: choice.origins.first?.exposedMode) },
            way: way.map(\.facts), folders: folders(), runs: runs())
        facts.profile = choice.profile.map { .init(text: terminal.text(of: $0), account: $0.profile.account) }
        if case .success(let key) = key, case .success(let way) = way {
            try await ask(Route(choice, baseURL: way.base, key: key), &facts)
        }
        return facts
    }

    private func versions() -> [String] {
        [
            "ferry \(FerryVersion.text)", "API version \(HTTPTransport.apiVersion)", "SQLite \(RunFile.engineVersion)",
            ProcessInfo.processInfo.operatingSystemVersionString,
        ]
    }

    // MARK: - Key and network

    private func attempt<Part>(_ read: () throws -> Part) throws -> Result<Part, ConnectionProblem> {
        do {
            return .success(try read())
        } catch let problem as ConnectionProblem {
            return .failure(problem)
        }
    }

    private func way(_ choice: RouteChoice) throws -> (base: BaseURL, facts: CheckupFacts.Way) {
        let environment = terminal.context.environment
        let base = try choice.baseURL()
        let proxy = try OutboundProxy(for: base, environment: environment)
        let trust = try TrustRoots(environment: environment)
        return (base, .init(address: base.authority, proxy: proxy?.description, certificates: trust?.paths ?? []))
    }

    // MARK: - Affinity

    private func ask(_ route: Route, _ facts: inout CheckupFacts) async throws {
        let session = try Session.open(terminal, by: route, patience: Self.patience)
        let context = terminal.context
        let started = context.clock.started
        do {
            let client = session.client
            let greeting = try await interruptible(by: context.stop) { try await client.send(AffinityAPI.greeting()) }
            facts.answer = .success(.init(greeting: greeting, now: context.now(), seconds: started.secondsSince))
            facts.user = try await interruptible(by: context.stop) { try? await client.send(AffinityAPI.user(greeting.account.userID)) }
            for permission in ReadPermission.allCases {
                let error = try await interruptible(by: context.stop) { await Self.probe(permission, client) }
                facts.probes.append((permission, error))
            }
            facts.rate = client.rateStatus
        } catch let error as AffinityError {
            facts.answer = .failure(error)
        } catch {
            await session.close()
            throw error
        }
        await session.close()
    }

    /// Why a read is not let through; nil when it is.
    private static func probe(_ permission: ReadPermission, _ client: AffinityClient) async -> AffinityError? {
        do throws(AffinityError) {
            try await client.send(permission.probe)
            return nil
        } catch {
            return error
        }
    }

    // MARK: - Folders

    private func folders() -> [CheckupFacts.Folder] {
        let runs = RunFolder(terminal).searched().first ?? terminal.context.currentDirectory
        return [
            folder(Checkup.runsFolder, runs), folder(Checkup.stateFolder, StateFolder.path(terminal.context.environment)),
        ]
    }

    private func folder(_ use: String, _ path: String) -> CheckupFacts.Folder {
        let files = FileManager.default
        var nearest = path
        while !files.fileExists(atPath: nearest), let end = nearest.lastIndex(of: "/"), end != nearest.startIndex {
            nearest = String(nearest[..<end])
        }
        var isFolder: ObjCBool = false
        let exists = files.fileExists(atPath: nearest, isDirectory: &isFolder)
        let attributes = try? files.attributesOfItem(atPath: path)
        let mode = (attributes?[.posixPermissions] as? Int).map { UInt32($0) & 0o777 }
        let space = (try? files.attributesOfFileSystem(forPath: nearest))?[.systemFreeSize] as? NSNumber
        return CheckupFacts.Folder(
            use: use, path: path, exists: nearest == path,
            isWritable: exists && isFolder.boolValue && files.isWritableFile(atPath: nearest),
            openMode: mode.flatMap { $0 & 0o002 == 0 ? nil : $0 }, free: space?.intValue)
    }

    private func runs() -> CheckupFacts.Runs? {
        guard let listing = try? RunFolder(terminal).list() else { return nil }
        return CheckupFacts.Runs(
            count: listing.runs.count, unfinished: listing.unfinished.count,
            bytes: listing.runs.reduce(0) { $0 + RunFile.size(at: $1.path) }, unreadable: listing.unreadable.count)
    }
}
