package import Diagnostics
package import GRDB
package import PipelineSpec

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Row {
    /// A value of just this kind: columns of SQLite hold anything, whatever they were declared as.
    /// - Throws: `DatabaseError` as for any other damage.
    func at<Value: DatabaseValueConvertible>(_ index: Int) throws -> Value {
        let found: DatabaseValue = self[index]
        guard let value = Value.fromDatabaseValue(found) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a value in it is not of its kind")
        }
        return value
    }
}

/// From the bytes that GRDB reads to ours.
enum Bytes {
    static func array(_ data: Data) -> [UInt8] { [UInt8](data) }
}

extension DiagnosticCode: DatabaseValueConvertible {
    package var databaseValue: DatabaseValue { text.databaseValue }

    package static func fromDatabaseValue(_ value: DatabaseValue) -> DiagnosticCode? {
        String.fromDatabaseValue(value).map(DiagnosticCode.init(stored:))
    }
}

extension StepName: DatabaseValueConvertible {}
