$version: "2.0"

namespace example.internalerror

use aws.protocols#awsJson1_1
use borrowlicense.traits#internalError

/// Failures that the model does not describe have an error of the model all the same.
@awsJson1_1
@internalError(Failure)
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {}
    output := {}
}

@error("server")
@httpError(500)
structure Failure {
    Message: String
}
