@testable import Affinity

/// Any answer to any call is a value or an error that says why; it never traps.
func check<Response>(_ call: Call<Response>?, _ response: APIResponse) {
    guard let call else { return }
    _ = response.rateStatus
    if let error = AffinityError.error(for: response, to: call.description, repeatability: call.request.repeatability) {
        precondition(!error.description.isEmpty && !error.shortDescription.isEmpty)
        return
    }
    do throws(AffinityError) {
        _ = try call.decode(response)
    } catch {
        precondition(!error.description.isEmpty)
    }
}

func page<Row>(of call: PagedCall<Row>?) -> Call<Page<Row>>? {
    try? call?.page()
}
