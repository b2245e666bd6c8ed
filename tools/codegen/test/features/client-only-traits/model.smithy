$version: "2.0"

namespace example.clientonlytraits

use aws.protocols#awsJson1_1

/// Traits that tell clients or logs something change nothing for a server: what is required is required.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

@idempotent
@paginated(inputToken: "token", outputToken: "token", items: "names", pageSize: "size")
operation Send {
    input := {
        @required
        @idempotencyToken
        clientToken: String

        @required
        @clientOptional
        name: String

        @recommended(reason: "It is needed later.")
        secret: Secret

        token: String

        size: Integer
    }

    output := {
        @addedDefault
        state: String = "new"

        token: String

        names: Names
    }
}

@sensitive
string Secret

list Names {
    member: String
}
