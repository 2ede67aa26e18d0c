/// A place, in the five parts both API versions use.
struct Location: Sendable, Equatable {
    var streetAddress: String?
    var city: String?
    var state: String?
    var country: String?
    var continent: String?
}
