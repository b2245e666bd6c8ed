$version: "2.0"

namespace example.pattern

use aws.protocols#awsJson1_1

/// Regular expressions, compiled once. They run on texts only that are not too long.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        word: Word
        short: ShortWord
    }
    output := {}
}

@pattern("^[a-z]+$")
string Word

@length(max: 8)
@pattern("^[a-z]+$")
string ShortWord
