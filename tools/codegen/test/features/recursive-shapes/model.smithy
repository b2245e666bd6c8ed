$version: "2.0"

namespace example.recursiveshapes

use aws.protocols#awsJson1_1

/// A shape that contains itself, directly and through a list.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        tree: Tree
    }
    output := {
        tree: Tree
    }
}

structure Tree {
    name: String
    left: Tree
    others: Trees
}

list Trees {
    member: Tree
}
