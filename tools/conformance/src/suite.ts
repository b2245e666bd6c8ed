/** A service of the protocol tests, and what its stub is called here. */
export interface Suite {
  readonly name: string;
  readonly service: string;
}

/** AWS's cases for the protocol itself. */
export const JSON_PROTOCOL: Suite = { name: "json-protocol", service: "aws.protocoltests.json#JsonProtocol" };

/** The cases of the protocol's older version, which differ in the media type only. */
export const JSON_RPC_10: Suite = { name: "json-rpc-10", service: "aws.protocoltests.json10#JsonRpc10" };

/** A service of this protocol with a case of its own: what clients make of it has to be served like anything else. */
export const MACHINE_LEARNING: Suite = {
  name: "machine-learning",
  service: "com.amazonaws.machinelearning#AmazonML_20141212",
};

/** Requests that are not what the model says, of a protocol with the same bodies. */
export const REST_JSON: Suite = { name: "rest-json", service: "aws.protocoltests.restjson#RestJson" };

/** Requests that violate constraints, of a protocol with the same bodies. */
export const REST_JSON_VALIDATION: Suite = {
  name: "rest-json-validation",
  service: "aws.protocoltests.restjson.validation#RestJsonValidation",
};

export const SUITES: readonly Suite[] = [JSON_PROTOCOL, JSON_RPC_10, MACHINE_LEARNING, REST_JSON, REST_JSON_VALIDATION];

/** Where the stubs and the model are: nothing of it is committed. */
export const GENERATED: string = new URL("../generated/", import.meta.url).pathname;

/** Where the upstream generator's client of JSON_PROTOCOL is. */
export const CLIENT: string = `${GENERATED}json-protocol-client/`;

/** Where the fetch client of JSON_PROTOCOL is. */
export const FETCH_CLIENT: string = `${GENERATED}json-protocol-fetch-client/`;
