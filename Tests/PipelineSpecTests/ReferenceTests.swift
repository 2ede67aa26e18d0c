import Foundation
import Testing
import YAMLTree

@testable import PipelineSpec

/// The examples of the reference page. One that begins with `version:` is a whole pipeline; another is a part, and a list is steps.
@Suite("The examples of Docs/Pipelines.md") struct ReferenceTests {
    static let examples = (try? fenced(in: "Docs/Pipelines.md")) ?? []

    @Test func thereAreExamples() {
        #expect(Self.examples.count >= 8)
    }

    @Test(arguments: examples)
    func eachIsReadAndFitsTheSchema(example: String) throws {
        let text =
            if example.hasPrefix("version:") {
                example
            } else if example.hasPrefix("- ") {
                Around.steps(example)
            } else if example.hasPrefix("source:") {
                "\(Around.head)\(example)\nsteps:\n\(Around.create)"
            } else if !example.contains("steps:") {
                Around.more(example)
            } else {
                "\(Around.head)source: { csv: a.csv }\n\(example)"
            }
        let values = OutsideValues(
            environment: ["FAIR": "autumn", "DATABASE_URL": "postgres:///deals"], variables: ["FILE": "a.csv", "LIST": "Dealflow"])
        let reading = PipelineFile.read(Array(text.utf8), name: "example.yaml", values: values)
        #expect(reading.diagnostics.isEmpty && reading.pipeline != nil, "\(reading.diagnostics)")
        let tree = try #require(YAMLParser.parse(Array(text.utf8), file: "example.yaml", tags: ["env", "var"]).root)
        #expect(try SchemaValidator(PipelineSchema.json).faults(in: tree) == [])
    }

    @Test func everyKeyOfAnImportIsOnThePage() throws {
        let page = try Self.text(of: "Docs/Pipelines.md")
        let sets = [
            Vocabulary.pipeline, Vocabulary.source, Vocabulary.step, Vocabulary.createOrganizations, Vocabulary.createPersons,
            Vocabulary.createOpportunities, Vocabulary.find, Vocabulary.addToList, Vocabulary.addNote, Vocabulary.assignment,
            Vocabulary.locationParts, Vocabulary.expect, Vocabulary.limits, Vocabulary.connection, Vocabulary.approval,
        ]
        for key in Set(sets.flatMap(\.names)) { #expect(page.contains("`\(key)`") || page.contains("\(key):"), "\(key)") }
    }

    @Test func everyWordOfAChoiceIsOnThePage() throws {
        let page = try Self.text(of: "Docs/Pipelines.md")
        let choices = [
            ImportSource.ShortRows.words, ImportSource.Escape.words, CreateRecords.WhenMissing.words, CreateRecords.WhenAmbiguous.words,
            CreateRecords.WhenFound.words, CreateRecords.SharedDirectory.words, CreateRecords.RowsOfOneName.words,
            FindRecords.WhenMissing.words, AddToList.WhenPresent.words, AddNote.Format.words, Assignment.Existing.words,
            Assignment.Blank.words, Assignment.UnknownOption.words, Assignment.Invalid.words, Assignment.OnRefusal.words,
            ValueOptions.Kind.words, ValueOptions.Partial.words, ValueOptions.Take.words, ValueOptions.Case.words,
        ]
        for word in Set(choices.joined()) { #expect(page.contains("`\(word)`"), "\(word)") }
    }

    private static func text(of page: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: page), encoding: .utf8)
    }

    /// The texts between ```yaml and ```.
    private static func fenced(in page: String) throws -> [String] {
        try text(of: page).components(separatedBy: "```yaml\n").dropFirst().compactMap { $0.components(separatedBy: "\n```").first }
    }
}
