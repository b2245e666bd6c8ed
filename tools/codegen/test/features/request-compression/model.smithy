$version: "2.0"

namespace example.requestcompression

use aws.protocols#awsJson1_1

/// Clients may compress bodies. The runtime reads compressed ones, whatever the operation.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

@requestCompression(encodings: ["gzip"])
operation Send {
    input := {
        text: String
    }
    output := {}
}
