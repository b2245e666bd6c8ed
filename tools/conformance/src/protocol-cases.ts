import type { JsonValue } from "@borrow-license/codegen/smithy-ast/ast";
import { Model, type Operation, type StructureShape } from "@borrow-license/codegen/smithy-ast/model";
import { readModelFile } from "./model-file.ts";

interface CaseBase {
  readonly id: string;
  readonly appliesTo?: Side;
  readonly headers?: Readonly<Record<string, string>>;
  readonly requireHeaders?: readonly string[];
  readonly forbidHeaders?: readonly string[];
  readonly body?: string;
  readonly bodyMediaType?: string;
  readonly params?: JsonValue;
}

/** Which side of the protocol a case is for. A case that does not say so is for both. */
export type Side = "client" | "server";

/** @see https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html#httprequesttests */
export interface RequestCase extends CaseBase {
  readonly method: string;
  readonly uri: string;
  /** The host of the endpoint that a client is given. */
  readonly host?: string;
  /** The host that a client sends the request to. */
  readonly resolvedHost?: string;
}

/** @see https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html#httpresponsetests */
export interface ResponseCase extends CaseBase {
  readonly code: number;
}

/** A case with the operation that it is about. */
export interface Placed<Case> {
  readonly case: Case;
  readonly operation: Operation;
}

/** A response that is an error. */
export interface PlacedError extends Placed<ResponseCase> {
  readonly error: StructureShape;
}

/** The cases of one service for one side. */
export interface ProtocolCases {
  readonly model: Model;
  readonly requests: readonly Placed<RequestCase>[];
  readonly responses: readonly Placed<ResponseCase>[];
  readonly errors: readonly PlacedError[];
}

/** Collects every case of a service for one side: those that are for the other side only are left out. */
export function protocolCases(service: string, side: Side): ProtocolCases {
  const model = new Model(readModelFile());
  const { operations } = model.service(service);
  return {
    model,
    requests: operations.flatMap((operation) =>
      casesOf<RequestCase>(operation, "httpRequestTests", side).map((each) => ({ case: each, operation })),
    ),
    responses: operations.flatMap((operation) =>
      casesOf<ResponseCase>(operation, "httpResponseTests", side).map((each) => ({ case: each, operation })),
    ),
    errors: operations.flatMap((operation) =>
      operation.errors
        .map((id) => model.structure(id))
        .flatMap((error) =>
          casesOf<ResponseCase>(error, "httpResponseTests", side).map((each) => ({ case: each, operation, error })),
        ),
    ),
  };
}

function casesOf<Case extends CaseBase>(
  { traits }: Pick<Operation, "traits">,
  trait: "httpRequestTests" | "httpResponseTests",
  side: Side,
): readonly Case[] {
  const all = (traits.get(`smithy.test#${trait}`) ?? []) as unknown as readonly Case[];
  return all.filter(({ appliesTo }) => appliesTo === undefined || appliesTo === side);
}
