import CSV
import PipelineSpec
import Testing

@testable import Planning

@Suite("Where a value came from")
struct ValueTraceTests {
    private func trace(_ value: ValueSource, _ csv: String, blanks: [String] = [""]) throws -> ValueTrace {
        let plan = try TestPlan(
            csv,
            TestPipeline.make(
                TestPipeline.create(domain: nil), [TestPipeline.add(), TestPipeline.set(assign("Notes", value))], blanks: blanks))
        let record = try RawRecord(plan.rows[0].source, delimiter: UInt8(ascii: ",")).fields
        let header = try #require(RecordReader(bytes: Array(csv.utf8)).header).names
        return try #require(ValueTracer(plan.bound.origins, header: header, record: record).cell(0))
    }

    @Test func aColumnsTextAsItStandsAndWhatAMapMadeOfIt() throws {
        let plain = try trace(column("A"), "Company,A\nx, DD \n")
        #expect(plain.cells == [ValueTrace.Cell(column: "A", text: " DD ")])
        #expect(plain.reading == .text("DD"))
        #expect(plain.steps.isEmpty)
        let mapped = try trace(column("A", ValueOptions(map: ["DD": "Due Diligence"])), "Company,A\nx,DD\n")
        #expect(mapped.steps == [ValueTrace.Step(name: "map", texts: ["Due Diligence"])])
        #expect(mapped.reading == .text("Due Diligence"))
    }

    @Test func aBlankCellTakesTheDefault() throws {
        let options = ValueOptions(map: ["-": ""], fallback: "none")
        let trace = try trace(column("A", options), "Company,A\nx,-\n")
        #expect(trace.steps.map(\.name) == ["map", "default"])
        #expect(trace.steps.map(\.texts) == [[""], ["none"]])
        #expect(trace.reading == .text("none"))
        #expect(try self.trace(column("A"), "Company,A\nx,n/a\n", blanks: ["n/a"]).isBlank)
        #expect(try self.trace(column("A"), "Company,A\nx,#N/A\n").reading == .clear)
    }

    @Test func aSplitCellShowsItsPartsAndWhatBecameOfThem() throws {
        let options = ValueOptions(split: ";", map: ["KI": "AI"])
        let plan = try TestPlan(
            "Company,A\nx,\"KI; Climate\"\n",
            TestPipeline.make(
                TestPipeline.create(domain: nil), [TestPipeline.add(), TestPipeline.set(assign("Tags", column("A", options)))]))
        let tracer = ValueTracer(plan.bound.origins, header: ["Company", "A"], record: ["x", "KI; Climate"])
        let trace = try #require(tracer.cell(0))
        #expect(
            trace.steps == [
                ValueTrace.Step(name: "split", texts: ["KI", "Climate"]), ValueTrace.Step(name: "map", texts: ["AI", "Climate"]),
            ])
    }

    @Test func aTemplateShowsItsColumnsAndItsText() throws {
        let place = TestPipeline.place(50)
        let template = Template(parts: [
            .column(Spanned("A", at: place)), .text(" ("), .column(Spanned("B", at: place)), .text(")"),
        ])
        let trace = try trace(ValueSource(.template(template), at: place), "Company,A,B\nx,one,two\n")
        #expect(trace.cells.map(\.text) == ["one", "two"])
        #expect(trace.steps == [ValueTrace.Step(name: "template", texts: ["one (two)"])])
    }

    @Test func aConstantAndTheKeys() throws {
        #expect(try trace(constant("Fairs"), "Company,A\nx,1\n").constant == "Fairs")
        let plan = try TestPlan("Company,Website\nAcme,https://acme.com/x\n", TestPipeline.make())
        let tracer = ValueTracer(plan.bound.origins, header: ["Company", "Website"], record: ["Acme", "https://acme.com/x"])
        #expect(tracer.key("domain")?.cells.first?.text == "https://acme.com/x")
        #expect(tracer.key("name")?.reading == .text("Acme"))
    }

    @Test func aLocationShowsItsParts() throws {
        let plan = try TestPlan(
            "Company,C,L\nx,Berlin,\n",
            TestPipeline.make(
                TestPipeline.create(domain: nil),
                [TestPipeline.add(), TestPipeline.set(assign("Headquarters", location([.city: "C", .country: "L"])))]))
        let tracer = ValueTracer(plan.bound.origins, header: ["Company", "C", "L"], record: ["x", "Berlin", ""])
        let trace = try #require(tracer.cell(0))
        #expect(trace.parts.map(\.part) == ["city", "country"])
        #expect(trace.parts.map(\.trace.isBlank) == [false, true])
        #expect(trace.cells.map(\.column) == ["C", "L"])
    }
}
