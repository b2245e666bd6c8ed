$version: "2.0"

namespace example.documentation

use aws.protocols#awsJson1_1

/// A comment that would end the comment: */ and one that looks like a tag:
/// @internal
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

/// Sends something.
operation Send {
    input := {
        /// What is sent.
        what: String

        /// Not used any more.
        @deprecated(message: "Use what.", since: "2026-01-01")
        thing: String

        @deprecated
        older: String

        documented: Documented

        @externalDocumentation("The standard": "https://www.rfc-editor.org/rfc/rfc8259")
        standard: String
    }
    output := {}
}

/// Documentation of a target, for members that have none.
string Documented
