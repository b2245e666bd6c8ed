/** The three clients, by what an application imports: the AWS SDK's is the measure. */
export const BASELINE = "@aws-sdk/client-license-manager";
export const CLIENTS: readonly string[] = [BASELINE, "@borrow-license/client", "@borrow-license/client/fetch"];
