$version: "2.0"

namespace example.error

use aws.protocols#awsJson1_1

/// Errors of operations, and one of the whole service.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
    errors: [Busy]
}

operation Send {
    input := {}
    output := {}
    errors: [Gone, Moved]
}

/// Try again later.
@error("server")
@httpError(503)
structure Busy {
    message: String
}

@error("client")
structure Gone {
    @required
    Message: String

    since: Timestamp
}

/// It is somewhere else now.
@error("client")
@httpError(410)
structure Moved {
    @httpHeader("Location")
    location: String

    @httpHeader("Retry-After")
    seconds: Integer

    /// Headers have no form for it.
    @httpHeader("Last-Modified")
    at: Timestamp
}
