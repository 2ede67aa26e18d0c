import Diagnostics
import FerryTestSupport
import Testing

@testable import PipelineSpec

/// `!env NAME` and `!var NAME`.
@Suite struct OutsideValueTests {
    private let values = OutsideValues(
        environment: ["REGION": "emea", "EMPTY": "", "AFFINITY_API_KEY": "the-key"], variables: ["LIST": "Dealflow", "one.two": "x"])

    private func read(_ text: String) -> PipelineReading { PipelineFile.read(Array(text.utf8), name: "test.yaml", values: values) }

    /// A password of a database stands there: the run file must not hold it.
    @Test func whatReachesTheSourceIsASecretOfWhichTheNameIsKept() throws {
        let reading = read(Around.source("command: [psql, !env REGION, !var LIST, a]"))
        guard case .importing(let pipeline)? = reading.pipeline, case .command(let command) = pipeline.source.origin else {
            Issue.record("\(reading.diagnostics)")
            return
        }
        #expect(command.words.map(\.text) == ["psql", "emea", "Dealflow", "a"])
        #expect(command.words.map(\.isSecret) == [false, true, false, false])
        #expect(reading.values.map(\.written) == ["!env REGION", "!var LIST"])
        #expect(reading.values.map(\.text) == ["(not kept)", "Dealflow"])
        // As the run reads its pipeline again, wherever that is.
        let again = PipelineFile.read(
            Array(Around.source("command: [psql, !env REGION, !var LIST, a]").utf8), name: "a.yaml", values: OutsideValues(reading.values))
        #expect(again.diagnostics.isEmpty && again.values == reading.values)
        // What is data somewhere is kept, in whichever order.
        let both = read(Around.source("command: [psql, !env REGION]\nwhere: { A: [!env REGION] }"))
        #expect(both.values.map(\.text) == ["emea"])
    }

    @Test func textsComeFromOutsideAndAreRemembered() throws {
        let reading = read(
            Around.steps(
                """
                - create-organizations: { name: !env REGION, domain: !var one.two }
                - add-to-list: { list: !var LIST }
                - set-fields: { A: { constant: !env REGION }, B: { column: c, map: { d: !env REGION }, default: !var LIST } }
                """))
        guard case .importing(let pipeline)? = reading.pipeline else {
            Issue.record("\(reading.diagnostics)")
            return
        }
        #expect(pipeline.creation?.name?.shape == "column emea")
        #expect(pipeline.assignments.map(\.value.shape) == ["constant emea", "column c"])
        #expect(pipeline.assignments[1].value.options.map == ["d": "emea"])
        #expect(pipeline.assignments[1].value.options.fallback == "Dealflow")
        #expect(reading.values.map(\.written) == ["!env REGION", "!var one.two", "!var LIST"])
        #expect(reading.values.map(\.text) == ["emea", "x", "Dealflow"])
    }

    @Test func programsOfAPipelineDoNotSeeAKey() {
        let values = OutsideValues(
            environment: ["AFFINITY_API_KEY": "x", "NANGO_SECRET_KEY": "x", "CONTOSO_KEY": "x", "PATH": "/bin"],
            keyVariables: ["CONTOSO_KEY"])
        #expect(values.environmentWithoutSecrets == ["PATH": "/bin"])
    }

    @Test func anExportTakesThemToo() {
        let reading = read("version: 1\nkind: export\nname: a\nsource: { list: !var LIST }\ntarget: { csv: !env REGION }\n")
        guard case .exporting(let export)? = reading.pipeline else { return #expect(Bool(false), "\(reading.diagnostics)") }
        #expect(export.target.path.value == "emea")
    }

    @Test(arguments: [
        ("account: ⟦!env REGOIN⟧", "P162", "no variable REGOIN", "did you mean !env REGION? Else set it: export REGOIN=…"),
        ("account: ⟦!var LISTE⟧", "P163", "LISTE", "did you mean !var LIST? Else add --var LISTE=…"),
        ("account: ⟦!env AFFINITY_API_KEY⟧", "P161", "cannot have it as a value", "without the pipeline"),
        ("account: ⟦!env⟧ ", "P160", "lacks its name", "such as !env REGION"),
        ("account: ⟦!var \"a b\"⟧", "P160", "a b", "needs quotes"),
        ("description: ⟦!env EMPTY⟧", "P103", "cannot be empty", "a text"),
        ("existing: ⟦!env REGION⟧", "P164", "\"existing\" is written out", "one of overwrite"),
        ("limits: { batch: ⟦!env REGION⟧ }", "P164", "\"batch\"", "a whole number"),
        ("expect: { creates: ⟦!env REGION⟧ }", "P164", "\"creates\"", "a number"),
    ])
    func whatIsMissingOrHasNoPlaceIsSaidAtItsPlace(line: String, code: String, message: String, hint: String) throws {
        let marked = MarkedText(Around.more(line))
        let reading = read(marked.text)
        let found = try #require(reading.diagnostics.first, "\(line)")
        #expect(reading.diagnostics.count == 1 && reading.pipeline == nil, "\(reading.diagnostics)")
        #expect(found.code.text == code && found.message.contains(message), "\(found)")
        #expect(found.hint?.contains(hint) == true, "\(found)")
        #expect(found.location?.span?.start == marked.spans[0].start, "\(found)")
        #expect(!DiagnosticText(colour: false).render(found).contains("the-key"))
    }

    @Test func theAccountIsToldBeforeThePipelineIsRead() {
        #expect(PipelineFile.heading(of: Array("account: contoso\n".utf8))?.account == "contoso")
        #expect(PipelineFile.heading(of: Array("account: !env ACCOUNT\n".utf8))?.account == nil)
        #expect(PipelineFile.heading(of: Array("name: [\n".utf8))?.account == nil)
    }

    @Test func aVariableThatHoldsAKeyIsNeitherReadNorOffered() throws {
        let values = OutsideValues(environment: ["CONTOSO_KEY": "the-key"], keyVariables: ["CONTOSO_KEY"])
        func found(_ name: String) throws -> Diagnostic {
            let text = Around.more("account: !env \(name)")
            return try #require(PipelineFile.read(Array(text.utf8), name: "a.yaml", values: values).diagnostics.first)
        }
        #expect(try found("CONTOSO_KEY").code == "P161")
        #expect(try found("CONTOSO_KEYS").hint?.contains("!env CONTOSO_KEY ") == false)
    }

    @Test func wordsOfTheLanguageAreWrittenOut() {
        for text in [
            Around.top("version: !env REGION\nkind: import\nname: a"), Around.top("version: 1\nkind: !env REGION\nname: a"),
            Around.top("version: 1\nkind: import\nname: !env REGION"), Around.organizations("match: [!env REGION]\nname: a"),
            Around.source("csv: a\ndelimiter: !env REGION"), Around.source("csv: a\ncomment: !env REGION"),
            Around.fields("A: { template: !env REGION }"), Around.fields("A: { column: a, format: !env REGION }"),
            Around.more("require-approval: { from: [!env REGION] }"),
        ] {
            #expect(read(text).diagnostics.map(\.code) == ["P164"], "\(text)\(read(text).diagnostics)")
        }
    }
}
