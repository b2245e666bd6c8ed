$version: "1.0"

namespace example.enumtrait

use aws.protocols#awsJson1_1

/// Enums as models had them before version 2 of Smithy's language.
@awsJson1_1
service Example {
    version: "2026-01-01",
    operations: [Send],
}

operation Send {
    input: SendInput,
    output: SendOutput,
}

structure SendInput {
    suit: Suit,
}

structure SendOutput {
    suit: Suit,
}

@enum([
    {value: "club", name: "CLUB", documentation: "The black ones with a stem."},
    {value: "diamond", name: "DIAMOND", deprecated: true},
    {value: "joker", name: "JOKER", tags: ["internal"]},
])
string Suit
