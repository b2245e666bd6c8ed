import { join } from "node:path";
import { GENERATED, type Suite } from "./suite.ts";

type Handler = (request: Request) => Promise<Response>;

/** A service object whose operations know nothing of their types. */
export type Service = Readonly<Record<string, (input: never) => unknown>>;

/** A generated stub: its module's exports, whose names follow from the model. */
export interface GeneratedStub {
  /** The service's name, which stands before an operation's in `x-amz-target`. */
  readonly serviceName: string;
  createHandler(service: Service, options: object): Handler;
  newError(name: string, members: object): Error;
}

export async function loadStub({ name, service }: Suite): Promise<GeneratedStub> {
  const module = (await import(join(GENERATED, name, "index.ts"))) as Readonly<Record<string, unknown>>;
  const create = Object.entries(module).find(([key]) => /^create(?!.*OperationsHandler$).*Handler$/.test(key))?.[1];
  return {
    serviceName: service.slice(service.indexOf("#") + 1),
    createHandler: create as GeneratedStub["createHandler"],
    newError: (error, members) => new (module[error] as new (members: object) => Error)(members),
  };
}

/** The method of a service object that an operation's name stands for. */
export function methodName(operation: string): string {
  return `${operation.charAt(0).toLowerCase()}${operation.slice(1)}`;
}

/** A copy in which objects without a prototype have the usual one, so that they compare with those of the cases. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}
