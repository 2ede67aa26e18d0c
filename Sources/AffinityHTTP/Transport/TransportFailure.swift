import Affinity
import AsyncHTTPClient
import NIOCore
import NIOPosix

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What a failed exchange means: above all whether anything can have been sent.
enum TransportFailure {
    /// | error | kind |
    /// | --- | --- |
    /// | name not found, connection refused, no route, connect and TLS timeouts, TLS refused | notSent |
    /// | no free connection in time | notSent |
    /// | a proxy of this machine that refuses, wants a password or does not answer | notSent |
    /// | cancelled | cancelled |
    /// | connection closed, no data in time, unreadable HTTP, body too large, anything unknown | noAnswer |
    static func error(for error: any Error, host: String) -> TransportError {
        switch error {
        case is CancellationError: return TransportError(.cancelled, reason: "cancelled")
        case let error as HTTPClientError: return client(error, host)
        case let error as NIOConnectionError:
            guard error.connectionErrors.isEmpty else { return TransportError(.notSent, reason: refusal(error, host)) }
            return TransportError(.notSent, reason: "the name of \(host) cannot be resolved")
        case let error as IOError: return io(error, host)
        case is NIOTooManyBytesError:
            return TransportError(.noAnswer, reason: "\(host) sent an answer of over \(HTTPTransport.maximumBodyBytes >> 20) MB")
        default: return other(error, host)
        }
    }

    private static func client(_ error: HTTPClientError, _ host: String) -> TransportError {
        switch error {
        case .cancelled: TransportError(.cancelled, reason: "cancelled")
        case .connectTimeout, .getConnectionFromPoolTimeout: TransportError(.notSent, reason: "no connection to \(host) in time")
        case .tlsHandshakeTimeout: TransportError(.notSent, reason: "the TLS handshake with \(host) took too long")
        case .readTimeout, .deadlineExceeded: TransportError(.noAnswer, reason: "no answer from \(host) in time")
        case .remoteConnectionClosed: TransportError(.noAnswer, reason: "\(host) closed the connection without an answer")
        case .proxyAuthenticationRequired:
            TransportError(.notSent, reason: "no connection to \(host), which wants a user and password: http://user:password@proxy:port")
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout: TransportError(.notSent, reason: "no connection to \(host) in time")
        case .invalidProxyResponse: TransportError(.notSent, reason: "no connection to \(host), which refuses to lead there")
        case .alreadyShutdown: TransportError(.notSent, reason: "the connection was shut down")
        default: TransportError(.noAnswer, reason: "the exchange with \(host) failed (\(error.shortDescription))")
        }
    }

    private static func io(_ error: IOError, _ host: String) -> TransportError {
        // The same codes can come from an established connection, after something was sent: only those of `connect` are sure.
        let connecting = error.errnoCode == ECONNREFUSED || error.description.hasPrefix("connect")
        return connecting
            ? TransportError(.notSent, reason: text(error.errnoCode, host))
            : TransportError(.noAnswer, reason: "the connection to \(host) broke")
    }

    private static func refusal(_ error: NIOConnectionError, _ host: String) -> String {
        for single in error.connectionErrors {
            if let io = single.error as? IOError { return text(io.errnoCode, host) }
        }
        return "no connection to \(host)"
    }

    private static func text(_ code: CInt, _ host: String) -> String {
        switch code {
        case ECONNREFUSED: "\(host) refuses the connection"
        case EHOSTUNREACH, ENETUNREACH: "there is no route to \(host)"
        default: "no connection to \(host)"
        }
    }

    /// TLS errors have types of a module that this one does not import.
    private static func other(_ error: any Error, _ host: String) -> TransportError {
        let type = String(describing: type(of: error))
        if type.contains("SSL"), type == "NIOSSLExtraError" || String(describing: error).contains("handshakeFailed") {
            return TransportError(.notSent, reason: "\(host) has no valid TLS certificate, or speaks no TLS")
        }
        return TransportError(.noAnswer, reason: "the exchange with \(host) failed (\(type))")
    }
}
