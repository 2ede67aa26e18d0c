/// How a call is spoken of: without ids, so that it can count and be shown anywhere.
package struct CallDescription: Hashable, Sendable {
    package let method: APIRequest.Method
    /// The path with its ids as names: `/v2/lists/{list}/list-entries/{entry}/fields`.
    package let template: String
    /// `PATCH list entry fields`.
    package let label: String

    package init(_ method: APIRequest.Method, _ template: String, _ subject: String) {
        self.method = method
        self.template = template
        label = "\(method.rawValue) \(subject)"
    }
}
