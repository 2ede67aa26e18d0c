import Foundation
package import Planning

extension AccountFile {
    /// Reads it out of the schema file that keeps it; nil for any other file, and for one of a later version.
    package init?(schema bytes: [UInt8]) {
        struct Schema: Decodable {
            var account: AccountFile

            enum CodingKeys: String, CodingKey { case account = "x-ferry-account" }
        }
        guard let found = try? JSONDecoder().decode(Schema.self, from: Data(bytes)).account, found.version == Self.latest else {
            return nil
        }
        self = found
    }
}
