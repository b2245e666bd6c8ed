$version: "2.0"

namespace example.intenum

use aws.protocols#awsJson1_1

/// One of some whole numbers.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        size: Size
    }
    output := {
        size: Size
    }
}

intEnum Size {
    SMALL = 1
    LARGE = 2
}
