$version: "2.0"

namespace example.mediatype

use aws.protocols#awsJson1_1

/// A text is a text, whatever it says.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        json: Json
    }
    output := {
        json: Json
    }
}

@mediaType("application/json")
string Json
