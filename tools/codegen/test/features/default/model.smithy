$version: "2.0"

namespace example.default

use aws.protocols#awsJson1_1

/// Values of absent members, filled in by the server. A required one with a default may be absent on the wire.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        boolean: Boolean = true

        bytes: Blob = "AQID"

        enum: Suit = "diamond"

        list: Names = []

        map: Ages = {}

        number: Integer = 7

        @timestampFormat("date-time")
        since: Timestamp = "2026-01-31T12:00:00Z"

        text: String = "none"

        @required
        requiredText: String = "none"

        /// A default of null is none.
        maybe: String = null
    }
    output := {
        boolean: Boolean = true
        
        bytes: Blob = "AQID"
        
        enum: Suit = "diamond"
        
        list: Names = []
        
        map: Ages = {}
        
        number: Integer = 7
        
        @timestampFormat("date-time")
        since: Timestamp = "2026-01-31T12:00:00Z"
        
        text: String = "none"
        
        @required
        requiredText: String = "none"
        
        /// A default of null is none.
        maybe: String = null
    }
}

enum Suit {
    CLUB = "club"
    DIAMOND = "diamond"
}

list Names {
    member: String
}

map Ages {
    key: String
    value: Integer
}
