$version: "2.0"

namespace example.seats

/// Lends seats.
@title("Seats")
@aws.api#service(sdkId: "Seats", endpointPrefix: "seats")
@aws.auth#sigv4(name: "seats")
@aws.protocols#awsJson1_1
@xmlNamespace(uri: "https://example.com/seats")
@borrowlicense.traits#constraintError(NoSeat)
service Seats {
    version: "2026-01-01"
    operations: [
        GetSeat
        OldSeat
    ]
    errors: [
        Busy
    ]
}

/// Tells of a seat.
@readonly
@examples([
    {
        title: "A seat"
        input: { Id: "aa", Count: 2 }
        error: {
            shapeId: NoSeat
            content: {}
        }
    }
])
operation GetSeat {
    input: GetSeatRequest
    output: GetSeatResponse
    errors: [
        NoSeat
    ]
}

/// As it was before.
@idempotent
operation OldSeat {
    input: OldSeatRequest
    output: OldSeatResponse
    errors: [
        Busy
    ]
}

/// Which seat.
@input
structure GetSeatRequest {
    /// Its name.
    @required
    Id: Id

    /// How many.
    @range(min: 1, max: 10)
    Count: Integer

    /// Of which kind.
    Kind: Kind = "FIXED"

    /// Others.
    Others: Ids

    /// Whose.
    Owner: Owner

    /// Where.
    @length(max: 5)
    Row: String

    /// For the page.
    NextToken: String
}

/// A seat.
@output
structure GetSeatResponse {
    /// Its name.
    @required
    Name: String

    /// Whose.
    @required
    Owner: Owner

    /// Since when.
    Since: Timestamp

    /// For the page.
    NextToken: String
}

/// Which seat.
@input
structure OldSeatRequest {}

/// A seat.
@output
structure OldSeatResponse {}

/// An owner.
structure Owner {
    /// Of what name.
    @required
    Name: String

    /// In other places.
    Pets: Pets
}

/// A name.
@length(min: 1, max: 10)
@pattern("^[a-z]+$")
string Id

/// A name without rules.
string FreeId

/// Names.
list Ids {
    member: Id
}

/// Names without rules.
list FreeIds {
    member: FreeId
}

/// Pets by their names.
map Pets {
    key: String
    value: Integer
}

/// A kind.
enum Kind {
    /// It stays.
    FIXED

    /// It moves.
    LOOSE
}

/// There is none.
@error("client")
@httpError(404)
@aws.protocols#awsQueryError(code: "NoSeat", httpResponseCode: 404)
structure NoSeat {
    Message: String
}

/// Too much at once.
@error("server")
@httpError(503)
structure Busy {
    Message: String
}

/// What a token says.
@borrowlicense.traits#jsonWebToken(algorithm: "PS384")
structure Claims {
    /// Which seat.
    @required
    seat: Id

    /// Until when.
    @required
    @borrowlicense.traits#claim(format: "ZONELESS_UTC_DATE_TIME", registered: ["exp"])
    until: Timestamp

    /// Of which owner.
    @required
    owner: Owner
}
