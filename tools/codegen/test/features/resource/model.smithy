$version: "2.0"

namespace example.resource

use aws.protocols#awsJson1_1

/// Operations of resources and of resources below them.
@awsJson1_1
service Example {
    version: "2026-01-01"
    resources: [Shelf]
}

resource Shelf {
    identifiers: {shelf: String}
    create: CreateShelf
    operations: [DustShelf]
    resources: [Book]
}

resource Book {
    identifiers: {shelf: String, book: String}
    read: GetBook
}

operation CreateShelf {
    input := {}
    output := {}
}

operation DustShelf {
    input := {
        @required
        shelf: String
    }
    output := {}
}

@readonly
operation GetBook {
    input := {
        @required
        shelf: String

        @required
        book: String
    }
    output := {}
}
