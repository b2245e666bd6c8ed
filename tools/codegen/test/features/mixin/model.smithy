$version: "2.0"

namespace example.mixin

use aws.protocols#awsJson1_1

/// Members that structures have in common, to which an apply statement adds.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := with [Paged] {
        name: String
    }
    output := {}
}

@mixin
structure Paged {
    /// Where the page begins.
    nextToken: String

    limit: Integer
}

apply SendInput$limit @range(max: 100)
