$version: "2.0"

namespace example.sparse

use aws.protocols#awsJson1_1

/// Collections whose elements may be null.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        list: SparseList
        map: SparseMap
    }
    output := {
        list: SparseList
        map: SparseMap
    }
}

@sparse
list SparseList {
    member: String
}

@sparse
map SparseMap {
    key: String
    value: Integer
}
