/** The three clients, by what an application imports: the AWS SDK's is the measure. */
export const BASELINE = "@aws-sdk/client-license-manager";
export const UPSTREAM_GENERATED = "@borrow-license/client";
export const FETCH = "@borrow-license/client/fetch";
export const CLIENTS: readonly string[] = [BASELINE, UPSTREAM_GENERATED, FETCH];
