$version: "2.0"

namespace example.blob

use aws.protocols#awsJson1_1

/// Bytes are base64 on the wire. Their length is counted in bytes.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        bytes: Blob
        atMostFour: FourBytes
    }
    output := {
        bytes: Blob
        atMostFour: FourBytes
    }
}

@length(max: 4)
blob FourBytes
