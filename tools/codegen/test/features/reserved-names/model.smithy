$version: "2.0"

namespace example.reservednames

use aws.protocols#awsJson1_1

/// Names that TypeScript or JavaScript has for something else.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Delete]
}

operation Delete {
    input := {
        class: Map
        constructor: Date
        default: Object
        toString: Promise
    }

    output := {
        class: Map
        constructor: Date
        default: Object
        toString: Promise
    }

    errors: [Error]
}

@error("client")
structure Error {
    message: String
    name: String
    stack: String
}

map Map {
    key: Promise
    value: Object
}

structure Date {
    value: Promise
}

structure Object {
    key: Promise
    result: String
}

@length(min: 1)
string Promise
