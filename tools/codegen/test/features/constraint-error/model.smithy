$version: "2.0"

namespace example.constrainterror

use aws.protocols#awsJson1_1
use borrowlicense.traits#constraintError

/// Constraints with an error of their own, and one for all others.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        code: Code

        name: Name
    }
    output := {}
}

@constraintError(UnknownCode)
enum Code {
    A
    B
}

@length(max: 8)
string Name

@error("client")
structure Invalid {
    message: String
}

@error("client")
@httpError(422)
structure UnknownCode {
    Message: String
}

apply Example @constraintError(Invalid)
