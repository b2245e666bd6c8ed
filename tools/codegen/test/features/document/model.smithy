$version: "2.0"

namespace example.document

use aws.protocols#awsJson1_1

/// Any JSON value.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        any: Document
    }
    output := {
        any: Document
    }
}
