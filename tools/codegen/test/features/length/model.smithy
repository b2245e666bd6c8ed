$version: "2.0"

namespace example.length

use aws.protocols#awsJson1_1

/// Code points of texts, elements of lists, entries of maps and bytes of blobs.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        bytes: Bytes
        list: Names
        map: Ages
        text: Name
    }
    output := {}
}

@length(min: 1)
blob Bytes

@length(min: 1, max: 3)
list Names {
    member: Name
}

@length(max: 3)
map Ages {
    key: Name
    value: Integer
}

@length(min: 2, max: 8)
string Name
