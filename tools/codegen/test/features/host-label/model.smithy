$version: "2.0"

namespace example.hostlabel

use aws.protocols#awsJson1_1

/// A member that clients put into the host's name. It is in the body as well, where the server reads it.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

@endpoint(hostPrefix: "{account}.")
operation Send {
    input := {
        @required
        @hostLabel
        account: String
    }
    output := {}
}
