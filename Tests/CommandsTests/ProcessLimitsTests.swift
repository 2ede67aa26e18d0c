import Diagnostics
import FerryTestSupport
import Testing

@testable import Commands

@Suite struct ProcessLimitsTests {
    @Test(
        arguments: [(nil, nil, nil), (32, nil, nil), (31, nil, "A520"), (1024, 512 << 20, nil), (1024, 280 << 20, "A521")]
            as [(UInt64?, UInt64?, String?)])
    func tooLittleIsSaidBeforeAnythingBegins(files: UInt64?, addressSpace: UInt64?, code: String?) {
        #expect(ProcessLimits.problem(files: files, addressSpace: addressSpace)?.code.text == code)
    }

    @Test func thisProcessHasEnough() {
        ProcessLimits.raise()
        #expect(ProcessLimits.problem() == nil)
    }
}
