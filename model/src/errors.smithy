$version: "2.0"

namespace com.amazonaws.licensemanager

use aws.protocols#awsQueryError

/// Text that says what was wrong and what to do.
string Message

/// An HTTP location.
string Location

/// The caller's account may not use this license.
///
/// Ask the license's issuer for access, or call with the credentials of an account that has it.
@awsQueryError(code: "ServiceAccessDenied", httpResponseCode: 401)
@error("client")
@httpError(401)
structure AccessDeniedException {
    Message: Message
}

/// The caller's policy does not allow the operation.
///
/// Allow the operation on the license in the policy of the caller's credentials.
@awsQueryError(code: "AuthorizationFailure", httpResponseCode: 403)
@error("client")
@httpError(403)
structure AuthorizationException {
    Message: Message
}

/// The request conflicts with the present state of the checkout or of the license.
///
/// Among others: a return before the end of a checkout that does not allow it. Wait until it expires.
@awsQueryError(code: "ConflictException", httpResponseCode: 409)
@error("client")
@httpError(409)
structure ConflictException {
    Message: Message
}

/// Some of the requested entitlements could be granted and others could not, and partial checkouts are not supported.
///
/// The message names the entitlement that could not be granted. Leave it out, ask for less of it, or try again when
/// some of it has been returned.
@error("client")
@httpError(400)
structure EntitlementNotAllowedException {
    Message: Message
}

/// A well-formed value makes no sense, by itself or beside another one.
///
/// Among others: the same entitlement twice, a count that is not a positive whole number, a validity that ends before
/// it begins, a `ClientToken` that was used for another request. The message names the member.
@awsQueryError(code: "InvalidParameterValueProvided", httpResponseCode: 400)
@error("client")
@httpError(400)
structure InvalidParameterValueException {
    Message: Message
}

/// None of the requested entitlements can be granted.
///
/// The license has no borrow configuration, is not available, or is outside its validity; or it has none of the
/// entitlements in the requested unit; or every one of them is at its maximum. The message says which.
@error("client")
@httpError(400)
structure NoEntitlementsAllowedException {
    Message: Message
}

/// The caller sent too many requests.
///
/// Wait, and try again with increasing pauses.
@awsQueryError(code: "RateLimitExceeded", httpResponseCode: 429)
@error("client")
@httpError(429)
structure RateLimitExceededException {
    Message: Message
}

/// The license is kept by another region.
///
/// Send the request to the endpoint that `Location` names. No client of the cloud provider follows it by itself.
@error("client")
@httpError(308)
structure RedirectException {
    /// The endpoint to use.
    @httpHeader("Location")
    Location: Location

    Message: Message
}

/// There is no such license or checkout, or the caller may not know of it.
///
/// Check the ARN or the consumption token, the account and the region.
@awsQueryError(code: "InvalidResource.NotFound", httpResponseCode: 400)
@error("client")
@httpError(400)
structure ResourceNotFoundException {
    Message: Message
}

/// The service failed.
///
/// Try again later. The request had no effect, or the same `ClientToken` finds the effect that it had.
@awsQueryError(code: "InternalError", httpResponseCode: 500)
@error("server")
@httpError(500)
structure ServerInternalException {
    Message: Message
}

/// The service does not sign tokens with the requested method.
///
/// Ask for `JWT_PS384`.
@error("client")
@httpError(400)
structure UnsupportedDigitalSignatureMethodException {
    Message: Message
}

/// The input does not satisfy a constraint of the model.
///
/// The message names every member that failed and the constraint that it violated.
@error("client")
@httpError(400)
structure ValidationException {
    Message: Message
}
