import Foundation

// A process between `ferry` and the simulator that spoils answers, byte by byte where it must:
//   FaultProxy UPSTREAM-PORT SEED MOST
// It spoils about every sixth answer until MOST were, and prints its port, then each fault.

signal(SIGPIPE, SIG_IGN)
let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
guard numbers.count == 3, let listener = Socket.listening() else {
    say("usage: FaultProxy UPSTREAM-PORT SEED MOST")
    exit(64)
}
let plan = FaultPlan(seed: UInt64(numbers[1]), most: numbers[2])
say("\(listener.port)")
// Whoever started it ends it, or ends itself.
Thread.detachNewThread {
    while readLine() != nil {}
    exit(0)
}
while let client = listener.accepted() {
    Thread.detachNewThread { Relay(client: client, upstream: numbers[0], plan: plan).run() }
}
