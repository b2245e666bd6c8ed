/**
 * What authors of services write against stubs of AWS's models, checked by the compiler together with the stubs: nothing
 * of it runs.
 */
import {
  createJsonProtocolHandler,
  type JsonIntEnumsInputOutput,
  type JsonProtocolService,
  type KitchenSink,
  type MyUnion,
  type PutAndGetInlineDocumentsInputOutput,
  type SparseNullsOperationInputOutput,
} from "../generated/json-protocol/index.js";
import type {
  OperationWithDefaultsInput,
  OperationWithRequiredMembersOutput,
  OperationWithRequiredMembersWithDefaultsOutput,
} from "../generated/json-rpc-10/index.js";

type Equal<Left, Right> = (<T>() => T extends Left ? 1 : 2) extends <T>() => T extends Right ? 1 : 2 ? true : false;

function isTrue<_Claim extends true>(): void {}

// Simple values have types of their own, numbers with all their digits included.
isTrue<Equal<KitchenSink["Blob"], Uint8Array | undefined>>();
isTrue<Equal<KitchenSink["Timestamp"], Date | undefined>>();
isTrue<Equal<KitchenSink["Long"], bigint | undefined>>();
isTrue<Equal<KitchenSink["RecursiveMap"], Readonly<Record<string, KitchenSink>> | undefined>>();

// Only sparse collections hold null.
isTrue<Equal<SparseNullsOperationInputOutput["sparseStringList"], readonly (string | null)[] | undefined>>();
isTrue<Equal<KitchenSink["ListOfStrings"], readonly string[] | undefined>>();

// Enums are the values of the model and no others.
isTrue<Equal<NonNullable<JsonIntEnumsInputOutput["intEnum1"]>, 1 | 2 | 3>>();

// An input has what is required and what has a default.
isTrue<Equal<OperationWithDefaultsInput["topLevelDefault"], string>>();
isTrue<Equal<OperationWithDefaultsInput["otherTopLevelDefault"], number>>();

// An output needs what is required, and may leave out what has a default, though it is required.
isTrue<Equal<OperationWithRequiredMembersOutput["requiredString"], string>>();
isTrue<Equal<OperationWithRequiredMembersWithDefaultsOutput["requiredString"], string | undefined>>();

// A union has exactly one member, and asking for it tells which.
export const text: MyUnion = { stringValue: "a" };
// @ts-expect-error two members
export const two: MyUnion = { stringValue: "a", booleanValue: true };
// @ts-expect-error no member
export const none: MyUnion = {};
// @ts-expect-error no member of this union
export const other: MyUnion = { circle: 1 };
// @ts-expect-error a member of another type
export const mistyped: MyUnion = { stringValue: 1 };

export function described(union: MyUnion): string {
  if (union.stringValue !== undefined) return union.stringValue;
  if (union.numberValue !== undefined) return union.numberValue.toFixed();
  // @ts-expect-error it may be another member
  return union.booleanValue.toString();
}

// A document is any JSON value, of which nothing is known before it is looked at.
export const document: PutAndGetInlineDocumentsInputOutput = {
  inlineDocument: { any: [1, "two", null, { three: true }] },
};
// @ts-expect-error JSON has no functions
export const callable: PutAndGetInlineDocumentsInputOutput = { inlineDocument: () => 1 };
// @ts-expect-error JSON has no dates
export const dated: PutAndGetInlineDocumentsInputOutput = { inlineDocument: new Date() };

export function firstName(input: PutAndGetInlineDocumentsInputOutput): string | undefined {
  const { inlineDocument: found } = input;
  // @ts-expect-error nobody knows yet whether it is an object
  found.name;
  return typeof found === "string" ? found : undefined;
}

// Members are read-only, all the way down.
export function changed(input: KitchenSink): void {
  // @ts-expect-error a member
  input.String = "a";
  // @ts-expect-error an element
  if (input.ListOfStrings !== undefined) input.ListOfStrings[0] = "a";
}

// A service may have some of the operations, but none with other inputs or outputs.
export const some: Partial<JsonProtocolService> = { kitchenSinkOperation: (input) => input };
export const handler: unknown = createJsonProtocolHandler({ jsonUnions: async ({ contents }) => ({ contents }) });
// @ts-expect-error an output with a member of another type
createJsonProtocolHandler({ kitchenSinkOperation: () => ({ Integer: "1" }) });
// @ts-expect-error there is no such operation
createJsonProtocolHandler({ kitchenSink: () => ({}) });
