import type { JsonValue } from "@borrow-license/codegen/smithy-ast/ast";
import { Model, type Operation, type StructureShape } from "@borrow-license/codegen/smithy-ast/model";
import { readModelFile } from "./model-file.ts";

interface CaseBase {
  readonly id: string;
  readonly appliesTo?: "client" | "server";
  readonly headers?: Readonly<Record<string, string>>;
  readonly requireHeaders?: readonly string[];
  readonly forbidHeaders?: readonly string[];
  readonly body?: string;
  readonly bodyMediaType?: string;
  readonly params?: JsonValue;
}

/** @see https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html#httprequesttests */
export interface RequestCase extends CaseBase {
  readonly method: string;
  readonly uri: string;
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

/** The cases of one service that are for servers. */
export interface ServerCases {
  readonly model: Model;
  readonly requests: readonly Placed<RequestCase>[];
  readonly responses: readonly Placed<ResponseCase>[];
  readonly errors: readonly PlacedError[];
}

/** Collects every case of a service that servers have to pass: those that are for clients only are left out. */
export function serverCases(service: string): ServerCases {
  const model = new Model(readModelFile());
  const { operations } = model.service(service);
  return {
    model,
    requests: operations.flatMap((operation) =>
      casesOf<RequestCase>(operation, "httpRequestTests").map((each) => ({ case: each, operation })),
    ),
    responses: operations.flatMap((operation) =>
      casesOf<ResponseCase>(operation, "httpResponseTests").map((each) => ({ case: each, operation })),
    ),
    errors: operations.flatMap((operation) =>
      operation.errors
        .map((id) => model.structure(id))
        .flatMap((error) =>
          casesOf<ResponseCase>(error, "httpResponseTests").map((each) => ({ case: each, operation, error })),
        ),
    ),
  };
}

function casesOf<Case extends CaseBase>(
  { traits }: Pick<Operation, "traits">,
  trait: "httpRequestTests" | "httpResponseTests",
): readonly Case[] {
  const all = (traits.get(`smithy.test#${trait}`) ?? []) as unknown as readonly Case[];
  return all.filter((each) => each.appliesTo !== "client");
}
