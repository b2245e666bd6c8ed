$version: "2.0"

namespace example.openenum

use aws.protocols#awsJson1_1
use borrowlicense.traits#openEnum

/// Enums of which the model says that they may have other values.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        color: Color
        level: Level
        byColor: NumbersByColor
    }
    output := {}
}

@openEnum
enum Color {
    RED = "red"
    GREEN = "green"
}

@openEnum
intEnum Level {
    LOW = 1
    HIGH = 2
}

map NumbersByColor {
    key: Color
    value: Integer
}
