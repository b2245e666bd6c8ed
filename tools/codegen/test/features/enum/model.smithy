$version: "2.0"

namespace example.enum

use aws.protocols#awsJson1_1

/// One of some texts. An internal one is allowed, and no message tells it.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        suit: Suit
        countBySuit: CountBySuit
    }
    output := {
        suit: Suit
        countBySuit: CountBySuit
    }
}

/// What a card shows.
enum Suit {
    /// The black ones with a stem.
    CLUB = "club"

    DIAMOND = "diamond"

    @internal
    JOKER = "joker"
}

map CountBySuit {
    key: Suit
    value: Integer
}
