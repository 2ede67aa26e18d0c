import CSV
import Diagnostics
import Testing

@testable import PipelineSpec

/// The example of the language's description, as it is printed.
let documentExample = """
    version: 1
    kind: import
    name: sourcing-2026                 # [a-z0-9-]+; names the run files
    description: Companies met at the autumn fairs     # optional

    account: contoso                    # optional: the Affinity subdomain this file may touch; any other account is refused

    source:
      csv: ../samples/companies.csv     # "-" reads standard input
      # all optional, inferred when absent; stating one pins it:
      delimiter: ","                    # one character, or "tab"
      encoding: utf-8                   # any encoding of the system's iconv
      header: 1                         # the line that holds the column names (what stands above is skipped)
      blanks: ["", "N/A", "-"]          # cells that count as blank (default: the empty cell)
      where: { Stage: [Seed, Series A] } # optional: only rows whose cell is one of these

    steps:                              # run in this order for each row; each may appear more than once
      - create-organizations:
          match: [domain, name]         # keys, tried in order; the first that finds exactly one organization decides
          name: Company
          domain: { column: Website, as: domain }
          when-missing: create          # create | skip | reject
          when-ambiguous: reject        # reject | first | skip
          when-found: keep              # keep | update-name

      - add-to-list:
          list: Dealflow                # name or id
          when-present: keep            # keep | add-again | reject

      - set-fields:
          Status: Stage
          Owners: { column: Partner, split: ";" }
          Deal Size: { column: "Ask (USD)", as: number }
          First Met: { column: Met, as: date, format: "dd/MM/yyyy" }
          Source: { constant: Autumn fairs }
          Summary: { template: "{Company} ({Country})" }
          Headquarters: { location: { city: City, state: State, country: Country } }
          Industry: { field: field-1234, column: Sector, existing: append, unknown-option: create }
        existing: overwrite             # defaults of this step, each overridable per field, see below
        blank: keep
        unknown-option: reject

    expect:                             # guard rails; one broken means nothing is written (exit 4)
      creates: "<= 200"
      clears: 0
      rejects: "<= 2%"
    limits:
      batch: 100                        # rows taken up together; each batch ends with a checkpoint (default 100)
      requests-per-minute: 80%          # of what the account allows, or a number
      monthly-reserve: 20%              # leave this much of the month's calls to others
      concurrency: 6

    """

@Suite("The example of the language's description")
struct ExampleTests {
    @Test func theTopAndTheSource() throws {
        let pipeline = try pipeline(documentExample)
        #expect(pipeline.name.value == "sourcing-2026")
        #expect(pipeline.name.span.start == SourcePosition(line: 3, column: 7))
        #expect(pipeline.description == "Companies met at the autumn fairs")
        #expect(pipeline.account?.value == "contoso")
        #expect(pipeline.file.name == "test.yaml")
        #expect(pipeline.source.path?.value == "../samples/companies.csv")
        #expect(pipeline.source.delimiter == UInt8(ascii: ","))
        #expect(pipeline.source.encoding == .utf8)
        #expect(pipeline.source.header == 1)
        #expect(pipeline.source.blanks == ["", "N/A", "-"])
        #expect(pipeline.source.conditions.map(\.column.value) == ["Stage"])
        #expect(pipeline.source.conditions.map(\.tests) == [[.oneOf(["Seed", "Series A"])]])
    }

    @Test func theSteps() throws {
        let pipeline = try pipeline(documentExample)
        #expect(pipeline.steps.map(\.name) == ["create-organizations", "add-to-list", "set-fields"])
        let creation = try #require(pipeline.creation)
        #expect(creation.keys == [.domain, .name])
        #expect(creation.name?.shape == "column Company")
        #expect(creation.domain?.shape == "column Website")
        #expect(creation.domain?.options.kind?.value == .domain)
        #expect(creation.whenMissing == .create)
        #expect(creation.whenAmbiguous == .reject)
        #expect(creation.whenFound == .keep)
        #expect(creation.span.start == SourcePosition(line: 18, column: 5))
        guard case .addToList(let adding) = pipeline.steps[1] else { return #expect(Bool(false)) }
        #expect(adding.list.value == "Dealflow")
        #expect(adding.whenPresent == .keep)
    }

    @Test func theFields() throws {
        let fields = try pipeline(documentExample).assignments
        #expect(
            fields.map { "\($0.key.value) \($0.field.value): \($0.value.shape)" } == [
                "Status Status: column Stage",
                "Owners Owners: column Partner",
                "Deal Size Deal Size: column Ask (USD)",
                "First Met First Met: column Met",
                "Source Source: constant Autumn fairs",
                "Summary Summary: template <Company>' ('<Country>')'",
                "Headquarters Headquarters: location city=column City state=column State country=column Country",
                "Industry field-1234: column Sector",
            ])
        #expect(fields.map(\.existing) == Array(repeating: .overwrite, count: 7) + [.append])
        #expect(fields.map(\.unknownOption) == Array(repeating: .reject, count: 7) + [.create])
        #expect(fields.allSatisfy { $0.blank == .keep })
        #expect(fields[1].value.options.split == ";")
        #expect(fields[2].value.options.kind?.value == .number)
        #expect(fields[3].value.options.kind?.value == .date)
        #expect(fields[3].value.options.formats.first?.value == "dd/MM/yyyy")
        #expect(fields[0].value.options.kind == nil)
        #expect(fields[0].value.options.optionCase == .ignore)
    }

    @Test func theGuards() throws {
        let pipeline = try pipeline(documentExample)
        let rules = pipeline.expect.rules.map { "\($0.subject) \($0.comparison.rawValue) \($0.amount) \($0.isPercent) \($0.text.value)" }
        #expect(rules == ["creates <= 200.0 false <= 200", "clears == 0.0 false 0", "rejects <= 2.0 true <= 2%"])
        #expect(
            pipeline.limits == Limits(batch: 100, requestsPerMinute: .percent(80), monthlyReserve: .percent(20), concurrency: 6))
    }

    @Test func whatIsAbsentHasTheDefaultsOfTheLanguage() throws {
        let pipeline = try pipeline(Around.fields("Status: Stage"))
        #expect(pipeline.description == nil)
        #expect(pipeline.account == nil)
        #expect(pipeline.source.delimiter == nil)
        #expect(pipeline.source.encoding == nil)
        #expect(pipeline.source.header == nil)
        #expect(pipeline.source.blanks == [""])
        #expect(pipeline.source.conditions.isEmpty)
        #expect(pipeline.expect.rules.isEmpty)
        #expect(pipeline.limits == Limits())
        #expect(pipeline.creation?.keys == [.domain, .name])
        #expect(pipeline.creation?.whenMissing == .create)
        #expect(pipeline.assignments.map(\.existing) == [.overwrite])
        #expect(pipeline.assignments.map(\.blank) == [.keep])
        #expect(pipeline.assignments.map(\.unknownOption) == [.reject])
    }
}
