$version: "2.0"

namespace example.rename

use aws.protocols#awsJson1_1

/// Shapes of the same name, of which the service renames one. Names that TypeScript knows already get an underscore.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
    rename: {"example.rename.other#Item": "OtherItem"}
}

operation Send {
    input := {
        item: Item
        other: example.rename.other#Item
        map: Map
        constructor: String
        class: String
    }
    output := {}
}

structure Item {
    name: String
}

structure Map {
    name: String
}
