/** A service of the protocol tests, and what its stub is called here. */
export interface Suite {
  readonly name: string;
  readonly service: string;
}

/** AWS's cases for the protocol itself. */
export const JSON_PROTOCOL: Suite = { name: "json-protocol", service: "aws.protocoltests.json#JsonProtocol" };

/** The cases of the protocol's older version, which differ in the media type only. */
export const JSON_RPC_10: Suite = { name: "json-rpc-10", service: "aws.protocoltests.json10#JsonRpc10" };

export const SUITES: readonly Suite[] = [JSON_PROTOCOL, JSON_RPC_10];

/** Where the stubs and the model are: nothing of it is committed. */
export const GENERATED: string = new URL("../generated/", import.meta.url).pathname;
