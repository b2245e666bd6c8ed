$version: "2.0"

namespace example.longasbigint

use aws.protocols#awsJson1_1

/// With --long bigint, 64-bit numbers keep all their digits.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        number: Long
        bounded: Bounded
        preset: Long = 5
    }
    output := {
        number: Long
    }
}

@range(min: 1, max: 100)
long Bounded
