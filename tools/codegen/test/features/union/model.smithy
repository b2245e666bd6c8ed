$version: "2.0"

namespace example.union

use aws.protocols#awsJson1_1

/// Exactly one of the members, of which one may carry nothing.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        shape: Shape
    }
    output := {
        shape: Shape
    }
}

/// What is drawn.
union Shape {
    /// Its radius.
    circle: Double

    rectangle: Rectangle

    nothing: Unit
}

structure Rectangle {
    @required
    height: Double

    @required
    width: Double
}
