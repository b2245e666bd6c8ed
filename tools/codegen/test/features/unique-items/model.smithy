$version: "2.0"

namespace example.uniqueitems

use aws.protocols#awsJson1_1

/// A list in which nothing is twice.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        names: Names
        points: Points
    }
    output := {}
}

@uniqueItems
list Names {
    member: String
}

@uniqueItems
list Points {
    member: Point
}

structure Point {
    x: Integer
    y: Integer
}
