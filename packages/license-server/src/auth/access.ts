import type { RequestHeaders } from "@borrow-license/server-stub";

/** A call that is to be allowed or not. */
export interface AccessRequest {
  /** The operation's name, such as `CheckoutBorrowLicense`. */
  readonly operation: string;
  /** The account that the server acts for. */
  readonly account: string;
  /** The license that the call is about, where there is one and it is known. */
  readonly licenseArn?: string;
  /**
   * Whether what the call is about was not found, such as an unknown consumption token. Who may do the operation with
   * some license may know that.
   */
  readonly isNotFound?: boolean;
  /** The request's header fields. */
  readonly headers: RequestHeaders;
}

/** Whether a call is allowed. The message, where there is one, is the text of the error that the caller gets. */
export type AccessDecision =
  | { readonly decision: "allowed" }
  /** The caller's policy does not allow the operation: `AuthorizationException`. */
  | { readonly decision: "operation-not-allowed"; readonly message?: string }
  /** The caller's account may not use the license: `AccessDeniedException`. */
  | { readonly decision: "license-not-allowed"; readonly message?: string };

/** Decides who may call what. */
export interface Access {
  authorize(request: AccessRequest): AccessDecision | Promise<AccessDecision>;
}

/** Lets everybody call everything. */
export const openAccess: Access = {
  authorize: () => ({ decision: "allowed" }),
};
