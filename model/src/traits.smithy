$version: "2.0"

namespace borrowlicense.traits

/// Names the modelled error that a server answers when a constraint of the shape is violated.
///
/// On a service it names the error for every constraint of the service's operations. On a member, a simple shape or a
/// collection it names the error for the constraints of that shape and wins over the service's choice: a request that
/// violates both is answered with the more specific error.
@trait(
    selector: ":is(service, simpleType, list, map, member)"
    breakingChanges: [{change: "any"}]
)
@idRef(failWhenMissing: true, selector: "structure[trait|error]")
string constraintError

/// Names the modelled error that a server answers in place of a failure that the model does not describe.
@trait(
    selector: "service"
    breakingChanges: [{change: "any"}]
)
@idRef(failWhenMissing: true, selector: "structure[trait|error=server]")
string internalError

/// Lets an enum have other values than those of the model: servers take them, and types allow them.
///
/// For enums that grow while servers and clients of other releases go on. Any other enum is closed.
@trait(
    selector: ":is(enum, intEnum)"
    breakingChanges: [{change: "any"}]
)
structure openEnum {}

/// Makes a structure the claims set of a signed JSON Web Token (RFC 7519) in JWS compact serialization (RFC 7515).
@trait(
    selector: "structure"
    breakingChanges: [{change: "any"}]
)
structure jsonWebToken {
    /// The only signature algorithm that issuers use and verifiers accept, the header's `alg`.
    @required
    algorithm: JsonWebSignatureAlgorithm

    /// How an issuer fills the header's `kid`.
    keyId: KeyIdForm = "JWK_THUMBPRINT"

    /// The smallest RSA modulus, in bits, with which a token may be signed.
    @range(min: 2048)
    minimumModulusLength: Integer = 2048
}

/// Signature algorithms of RFC 7518 section 3.
@private
enum JsonWebSignatureAlgorithm {
    /// RSASSA-PSS with SHA-384, MGF1 with SHA-384 and a salt of 48 bytes (RFC 7518 section 3.5).
    PS384
}

/// Ways to name a key in the JOSE header.
@private
enum KeyIdForm {
    /// The SHA-256 JWK thumbprint (RFC 7638), base64url encoded.
    JWK_THUMBPRINT
}

/// Says how a member of a `@jsonWebToken` structure is written as a claim.
///
/// Without this trait a member is one private claim with the member's own name and the JSON form of its target.
@trait(
    selector: "structure[trait|borrowlicense.traits#jsonWebToken] > member"
    conflicts: [jsonName]
    breakingChanges: [{change: "any"}]
)
structure claim {
    /// The form of the claim's JSON value, where it differs from that of the member's target.
    format: ClaimFormat

    /// Registered claims (RFC 7519 section 4.1) that carry the same value.
    ///
    /// An issuer writes them all. A verifier accepts a token that has the private claim, the registered ones, or
    /// both, and refuses one in which they disagree. Registered dates are NumericDates (RFC 7519 section 2).
    registered: RegisteredClaimNames

    /// Whether the member exists as its registered claims only, without a private claim of the member's name.
    registeredOnly: Boolean = false
}

/// Names of registered claims.
@private
@uniqueItems
list RegisteredClaimNames {
    member: RegisteredClaimName
}

/// The registered claims of RFC 7519 section 4.1 that a member can stand for.
@private
enum RegisteredClaimName {
    /// Who issued the token.
    ISSUER = "iss"

    /// Whom the token is about.
    SUBJECT = "sub"

    /// From when on the token must not be accepted.
    EXPIRATION_TIME = "exp"

    /// Before when the token must not be accepted.
    NOT_BEFORE = "nbf"

    /// When the token was issued.
    ISSUED_AT = "iat"

    /// The token's own identity.
    JWT_ID = "jti"
}

/// JSON forms of a claim.
@private
enum ClaimFormat {
    /// `YYYY-MM-DDTHH:MM:SS` without a zone, which means UTC. For timestamps.
    ZONELESS_UTC_DATE_TIME

    /// A list of objects whose member names begin with a lower-case letter. For lists of structures.
    LOWER_CAMEL_CASE_MEMBERS

    /// An object that maps each name to its value. For lists of structures with a `Name` and a `Value`.
    NAME_VALUE_MAP
}
