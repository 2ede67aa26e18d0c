import Affinity
import PipelineSpec
import Planning
import Testing
import Text

/// Which organization of the account an identity means.
@Suite struct MatcherTests {
    private func match(
        _ world: TestWorld, domain: String? = nil, name: String? = nil, keys: [CreateRecords.Key] = [.domain, .name]
    ) -> MatchResult {
        let identity = Identity(unique: domain, nameKey: name.map(NameKey.fold))
        return Matcher(keys: keys, index: world.index(for: [identity])).match(identity)
    }

    private func id(_ result: MatchResult) -> Int64? {
        if case .found(let match) = result { match.id.rawValue } else { nil }
    }

    private func world(_ build: (inout TestWorld) -> Void) -> TestWorld {
        var world = TestWorld()
        build(&world)
        return world
    }

    @Test func theDomainGoesBeforeTheName() {
        let world = world {
            $0.company(1, "Acme", "acme.com")
            $0.company(2, "Other")
        }
        guard case .found(let match) = match(world, domain: "acme.com", name: "Other") else { return #expect(Bool(false), "nothing found") }
        #expect(match.id == RecordID(1))
        #expect(match.by == .domain)
        #expect(id(self.match(world, domain: "acme.com", name: "Other", keys: [.name, .domain])) == 2)
    }

    @Test(arguments: ["acme.com", "acme.de", "acme.io"])
    func everyDomainOfAnOrganizationCounts(domain: String) {
        let world = world { $0.company(1, "Acme", "acme.com", "www.Acme.de", "acme.io") }
        #expect(id(match(world, domain: domain)) == 1)
    }

    @Test func theNameFindsWhatHasNoSiteOrTheSame() {
        let world = world { $0.company(1, "Acme Inc.") }
        guard case .found(let match) = match(world, domain: "acme.com", name: "ACME") else { return #expect(Bool(false), "nothing found") }
        #expect(match.by == .name)
        #expect(id(self.match(world, name: "acme gmbh")) == 1)
    }

    @Test func oneNameWithAnotherSiteIsNotTakenAndIsSaid() {
        let world = world { $0.company(1, "Acme", "acme.io") }
        #expect(match(world, domain: "acme.com", name: "Acme") == .missing(nearby: "also near: Acme (acme.io), not taken: other domain"))
        #expect(id(match(world, name: "Acme")) == 1)
    }

    @Test func whereTheDomainDecidesOtherNamesAreNotLookedAt() {
        let world = world {
            $0.company(1, "Acme Robotics", "acme.com")
            $0.company(2, "Acme Ltd", "acmerobots.io")
        }
        guard case .found(let match) = match(world, domain: "acme.com", name: "Acme") else { return #expect(Bool(false), "nothing found") }
        #expect(match.evidence == nil, "a look-up by domain does not see them")
    }

    @Test func aSharedHostInTheAccountDoesNotStandAgainstTheName() {
        let world = world { $0.company(1, "Acme", "linkedin.com") }
        #expect(id(match(world, domain: "acme.com", name: "Acme")) == 1)
    }

    @Test func ofTwoWithOneDomainTheNameDecides() {
        let world = world {
            $0.company(1, "Acme", "acme.com")
            $0.company(2, "Acme Labs", "acme.com")
        }
        #expect(id(match(world, domain: "acme.com", name: "Acme Labs")) == 2)
        guard case .ambiguous(let both) = match(world, domain: "acme.com", name: "Beta") else {
            return #expect(Bool(false), "not ambiguous")
        }
        #expect(both.map(\.id.rawValue) == [1, 2])
        #expect(both.allSatisfy { $0.by == .domain })
    }

    @Test func twinsInTheSharedDirectoryAreNoCandidatesBesideTheAccountsOwn() {
        let world = world {
            $0.company(3, "Acme", "acme.com")
            $0.company(2, "Acme Labs", "acme.com")
            $0.company(1, "Acme", "acme.com", isGlobal: true)
        }
        guard case .ambiguous(let both) = match(world, domain: "acme.com", name: "Beta") else {
            return #expect(Bool(false), "not ambiguous")
        }
        #expect(both.map(\.id.rawValue) == [2, 3])
    }

    @Test func twoOfOneNameAreAmbiguous() {
        let world = world {
            $0.company(2, "Acme", "acme.de")
            $0.company(1, "Acme")
        }
        guard case .ambiguous(let both) = match(world, name: "Acme") else { return #expect(Bool(false), "not ambiguous") }
        #expect(both.map(\.id.rawValue) == [1, 2])
        #expect(id(match(world, domain: "acme.com", name: "Acme")) == 1)
    }

    @Test func theSharedDirectoryIsFoundByDomainOnly() {
        let world = world { $0.company(1, "Acme", "acme.com", isGlobal: true) }
        #expect(id(match(world, domain: "acme.com")) == 1)
        #expect(match(world, name: "Acme") == .missing(nearby: nil))
    }

    @Test func withoutAValueForAnyKeyNothingIsLookedFor() {
        let world = world { $0.company(1, "Acme", "acme.com") }
        #expect(match(world, name: "Acme", keys: [.domain]) == .withoutKey)
        #expect(match(world, domain: "acme.com", keys: [.name]) == .withoutKey)
        #expect(match(world, domain: "beta.com", name: "Acme", keys: [.domain]) == .missing(nearby: nil))
    }

    @Test func oneSeenTwiceIsOne() {
        let identity = Identity(unique: "acme.com", nameKey: nil)
        var index = RecordIndex(wantedBy: [identity])
        let acme = Organization(id: OrganizationID(1), name: "Acme", domains: ["acme.com", "www.acme.com"], isGlobal: false)
        index.insert(acme)
        index.insert(acme)
        #expect(id(Matcher(keys: [.domain], index: index).match(identity)) == 1)
    }

    @Test func whatNoRowAsksForIsNotKept() {
        let world = world {
            $0.company(1, "Acme", "acme.com")
            $0.company(2, "Beta", "beta.com")
        }
        #expect(world.index(for: [Identity(unique: "acme.com", nameKey: nil)]).candidates.map(\.name) == ["Acme"])
    }
}
