$version: "2.0"

namespace example.simpletypes

use aws.protocols#awsJson1_1

/// Texts, truth values and numbers, each within its own range.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        boolean: Boolean
        byte: Byte
        double: Double
        float: Float
        integer: Integer
        long: Long
        short: Short
        string: String
    }
    output := {
        boolean: Boolean
        byte: Byte
        double: Double
        float: Float
        integer: Integer
        long: Long
        short: Short
        string: String
    }
}
