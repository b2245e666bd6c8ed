$version: "2.0"

namespace example.range

use aws.protocols#awsJson1_1

/// Bounds of numbers, either of which may be missing.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        least: Least
        most: Most
        between: Between
    }
    output := {}
}

@range(min: 1)
integer Least

@range(max: 0.5)
double Most

@range(min: -10, max: 10)
bigInteger Between
