$version: "2.0"

namespace example.listandmap

use aws.protocols#awsJson1_1

/// Collections of collections. Their elements cannot be absent.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        matrix: Matrix
        byName: RowsByName
    }
    output := {
        matrix: Matrix
        byName: RowsByName
    }
}

list Matrix {
    member: Row
}

list Row {
    member: Integer
}

map RowsByName {
    key: String
    value: Row
}
