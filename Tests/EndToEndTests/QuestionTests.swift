import Testing

/// Ctrl-C at a terminal: at the question it is a no, after the question it stops the work as it does without one.
@Suite struct QuestionTests {
    private let affinity: LocalAffinity
    private let deals: DealFolder

    init() throws {
        affinity = try LocalAffinity(["--rate-limit", "100000", "--latency", "20"])
        deals = try DealFolder(good: 150)
    }

    private var ferry: Ferry { affinity.ferry(in: deals.folder) }

    @Test func afterAYesControlCStopsAnApplyResumably() async throws {
        let apply = try FerryAtTerminal(ferry, ["apply", "deals.yaml"])
        try await apply.wait(for: "Type yes:")
        apply.type("yes\n")
        try await wait(until: "20 writes") { try affinity.writes() >= 20 }
        apply.type(FerryAtTerminal.controlC)
        #expect(try await apply.finish() == 6, "\(apply.screen)")
        #expect(apply.screen.contains("ferry resume"), "\(apply.screen)")
        #expect(try AccountReader(affinity).organizations.count { $0.name.hasPrefix("Good ") } < 150)
        #expect(try await ferry.run(["resume"]).status == 0)
        #expect(try AccountReader(affinity).organizations.count { $0.name.hasPrefix("Good ") } == 150)
    }

    @Test func afterAYesControlCStopsAnUndo() async throws {
        #expect(try await ferry.run(["apply", "deals.yaml", "--yes"]).status == 0)
        let writes = try affinity.writes()
        let undo = try FerryAtTerminal(ferry, ["undo", "deals"])
        try await undo.wait(for: "Type yes:")
        undo.type("yes\n")
        try await wait(until: "20 writes") { try affinity.writes() >= writes + 20 }
        undo.type(FerryAtTerminal.controlC)
        #expect(try await undo.finish() == 6, "\(undo.screen)")
        #expect(try AccountReader(affinity).organizations.contains { $0.name.hasPrefix("Good ") })
        let again = try await ferry.run(["undo", "deals", "--yes"])
        #expect(again.status == 0, "\(again.output)\(again.errors)")
        #expect(try !AccountReader(affinity).organizations.contains { $0.name.hasPrefix("Good ") })
    }

    @Test func controlCAtTheQuestionIsANo() async throws {
        let apply = try FerryAtTerminal(ferry, ["apply", "deals.yaml"])
        try await apply.wait(for: "Type yes:")
        apply.type(FerryAtTerminal.controlC)
        #expect(try await apply.finish() == 4, "\(apply.screen)")
        #expect(apply.screen.contains("Nothing was written."), "\(apply.screen)")
        #expect(try affinity.writes() == 0)
    }

    @Test func anythingButAYesIsANo() async throws {
        let apply = try FerryAtTerminal(ferry, ["apply", "deals.yaml"])
        try await apply.wait(for: "Type yes:")
        apply.type("ye\n")
        #expect(try await apply.finish() == 4, "\(apply.screen)")
        #expect(try affinity.writes() == 0)
    }
}
