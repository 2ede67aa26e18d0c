import Affinity
import Diagnostics
import PipelineSpec
import Testing

@testable import Planning

let nowhere = SourceSpan(start: SourcePosition(line: 1, column: 1), end: SourcePosition(line: 1, column: 1))

func spanned<Value>(_ value: Value) -> Spanned<Value> { Spanned(value, at: nowhere) }

func option(_ id: Int64, _ text: String) -> DropdownOption { DropdownOption(id: DropdownOptionID(id), text: text) }

func person(_ id: Int64, _ first: String, _ last: String?, _ emails: String...) -> Person {
    Person(id: PersonID(id), firstName: first, lastName: last, emailAddresses: emails, isInternal: true)
}

func conversion(
    _ type: FieldValueType, _ options: ValueOptions = ValueOptions(), optionList: [DropdownOption] = [], people: [Person] = [],
    skip: Bool = false
) -> ValueConversion {
    ValueConversion(type: type, options: options, optionList: optionList, people: PeopleIndex(people), skipUnknownOptions: skip)
}

/// The problem of a text that can't be converted.
func problem(_ conversion: ValueConversion, _ text: String, at location: Testing.SourceLocation = #_sourceLocation) -> ConversionProblem? {
    do throws(ConversionProblem) {
        let data = try conversion.convert(text)
        Issue.record("\"\(text)\" becomes \(String(describing: data))", sourceLocation: location)
        return nil
    } catch {
        return error
    }
}
