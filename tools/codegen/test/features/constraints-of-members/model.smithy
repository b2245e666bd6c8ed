$version: "2.0"

namespace example.constraintsofmembers

use aws.protocols#awsJson1_1

/// Constraints of a member win over those of its target, also in lists and in maps.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        target: Name

        @length(max: 3)
        member: Name

        list: Names

        map: AgesByName
    }
    output := {}
}

@length(max: 8)
@pattern("^[a-z]+$")
string Name

list Names {
    @length(max: 4)
    member: Name
}

map AgesByName {
    @pattern("^[A-Z]$")
    key: Name

    @range(max: 120)
    value: Integer
}
