$version: "2.0"

namespace com.amazonaws.licensemanager

/// An Amazon Resource Name: `arn:<partition>:<service>:<region>:<account>:<resource>`.
///
/// The ARN of a license ends in `license:` and the license's identifier, such as
/// `arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef`.
@length(min: 0, max: 2048)
@pattern("^arn:aws[a-zA-Z-]*:[A-Za-z0-9][A-Za-z0-9_/.-]{0,62}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9][A-Za-z0-9:_/+=,@.-]{0,1023}$")
string Arn

/// A case-sensitive string without white space that makes a request idempotent.
///
/// The caller chooses it, usually as a random UUID, and sends the same one when it repeats the request. The repeated
/// request has no further effect and is answered as the first one was.
@length(min: 0, max: 2048)
@pattern("^\\S+$")
string ClientToken

/// A date and time in ISO 8601 format, with seconds and a zone, such as `2026-01-31T12:00:00Z`.
@length(min: 0, max: 50)
@pattern("^(-?(?:[1-9][0-9]*)?[0-9]{4})-(1[0-2]|0[1-9])-(3[0-1]|0[1-9]|[1-2][0-9])T(2[0-3]|[0-1][0-9]):([0-5][0-9]):([0-5][0-9])(\\.[0-9]+)?(Z|[+-](?:2[ 0-3]|[0-1][0-9]):[0-5][0-9])+$")
string ISO8601DateTime

/// A span of time, from `Begin` on and before `End`.
structure DatetimeRange {
    /// When the span begins.
    @required
    Begin: ISO8601DateTime

    /// When the span ends. A span without an end stays open.
    End: ISO8601DateTime
}

/// A name and a value that the caller chose.
structure Metadata {
    /// The name, unique within its list.
    Name: String

    /// The value.
    Value: String
}

/// Names and values that the caller chose.
list MetadataList {
    member: Metadata
}
