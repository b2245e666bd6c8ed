$version: "2.0"

namespace example.required

use aws.protocols#awsJson1_1

/// Members that have to be there.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        @required
        name: String

        @required
        address: Address

        other: String
    }
    output := {
        @required
        name: String
        
        @required
        address: Address
        
        other: String
    }
}

structure Address {
    @required
    street: String
}
