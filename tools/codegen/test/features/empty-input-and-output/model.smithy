$version: "2.0"

namespace example.emptyinputandoutput

use aws.protocols#awsJson1_1

/// Operations without input or output, and with structures that have no members.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Close, Open]
}

operation Close {}

operation Open {
    input := {}
    output := {}
}
