$version: "2.0"

namespace example.jsonname

use aws.protocols#awsJson1_1

/// The protocol ignores other names for JSON.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        @jsonName("other")
        name: String
    }
    output := {
        @jsonName("other")
        name: String
    }
}
