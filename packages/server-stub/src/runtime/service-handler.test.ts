import { describe, expect, it, vi } from "vitest";
import { expectObject, expectString } from "./expectations.js";
import { createFetchHandler, type FetchHandler } from "./fetch-handler.js";
import type { HandlerOptions, UnexpectedError } from "./handler-options.js";
import type { ErrorDefinition, OperationContext, ServiceDefinition } from "./operation.js";
import { InternalFailure, ValidationException } from "./protocol-exceptions.js";
import { ServiceException } from "./service-exception.js";

class Missing extends ServiceException<{ Message?: string; Where?: string }> {
  override readonly name = "Missing";
  readonly fault = "client";
  readonly statusCode = 410;
}

class Unmodelled extends Missing {}

const missing: ErrorDefinition = {
  writeMembers: (members: { Message?: string; Where?: string }) => ({ Message: members.Message, Where: members.Where }),
  writeHeaders: (members: { Where?: string }) => ({ location: members.Where }),
};

const greeting: ServiceDefinition = {
  name: "Greeting",
  operations: [
    {
      name: "Greet",
      method: "greet",
      readInput: (value, reader) => {
        const name = expectObject(value, undefined, reader)["Name"];
        if (name === undefined) reader.missing("Name");
        return { Name: name === undefined ? "" : expectString(name, "Name", reader) };
      },
      writeOutput: (output, writer) => ({
        Text: expectString(expectObject(output, undefined, writer)["Text"], "Text", writer),
      }),
      errors: new Map([["Missing", missing]]),
    },
    { name: "Leave", method: "leave", readInput: () => ({}), writeOutput: () => ({}), errors: new Map() },
  ],
  errorNames: new Set(["Missing"]),
  errors: new Map(),
  constraintError: (message) => new ValidationException(message),
  internalError: (message) => new InternalFailure(message),
};

const service = { greet: ({ Name }: { Name: string }): { Text: string } => ({ Text: `Hello ${Name}` }) };

function handlerOf(implementation: object, options: HandlerOptions = {}): FetchHandler {
  return createFetchHandler(greeting, implementation, { requestId: () => "request-1", ...options });
}

function request(init: RequestInit & { readonly target?: string; readonly type?: string } = {}): Request {
  const headers = new Headers(init.headers);
  headers.set("x-amz-target", init.target ?? "Greeting.Greet");
  headers.set("content-type", init.type ?? "application/x-amz-json-1.1");
  return new Request("http://localhost/", { method: "POST", body: '{"Name":"Ada"}', ...init, headers });
}

async function answer(handler: FetchHandler, sent: Request): Promise<readonly [number, unknown]> {
  const response = await handler(sent);
  return [response.status, await response.json()];
}

describe("a service handler", () => {
  it("answers an operation's output as JSON of the protocol, with the request's ID", async () => {
    const response = await handlerOf(service)(request());
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/x-amz-json-1.1");
    expect(response.headers.get("x-amzn-requestid")).toBe("request-1");
    expect(await response.text()).toBe('{"Text":"Hello Ada"}');
  });

  it("makes a new request ID for each request unless told otherwise", async () => {
    const handler = createFetchHandler(greeting, service);
    const ids = [await handler(request()), await handler(request())].map((each) =>
      each.headers.get("x-amzn-requestid"),
    );
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it("hands the operation its context", async () => {
    let seen: OperationContext | undefined;
    const greet = (_input: unknown, context: OperationContext): object => {
      seen = context;
      return { Text: "" };
    };
    await handlerOf({ greet })(request({ headers: { "x-forwarded-for": "127.0.0.1" } }));
    expect(seen?.operation).toBe("Greet");
    expect(seen?.requestId).toBe("request-1");
    expect(seen?.headers.get("X-Forwarded-For")).toBe("127.0.0.1");
    expect(seen?.headers.get("absent")).toBeUndefined();
    expect(seen?.headers.get("no name")).toBeUndefined();
    expect(Array.from(seen?.headers.entries() ?? [])).toContainEqual(["x-forwarded-for", "127.0.0.1"]);
    expect(seen?.signal.aborted).toBe(false);
  });

  it("calls methods on the service object", async () => {
    class Polite {
      readonly #salute = "Good day";
      greet(): object {
        return { Text: this.#salute };
      }
    }
    expect(await answer(handlerOf(new Polite()), request())).toEqual([200, { Text: "Good day" }]);
  });

  it.each(["application/x-amz-json-1.1; charset=utf-8", "Application/X-Amz-Json-1.1"])(
    "accepts the content type %s",
    async (type) => {
      expect((await answer(handlerOf(service), request({ type })))[0]).toBe(200);
    },
  );

  it.each(["application/json", "application/x-amz-json-1.0", "text/plain"])(
    "refuses the content type %s",
    async (type) => {
      const [status, body] = await answer(handlerOf(service), request({ type }));
      expect(status).toBe(415);
      expect(body).toEqual({
        __type: "UnsupportedMediaTypeException",
        Message: "The request's content-type must be application/x-amz-json-1.1.",
      });
    },
  );

  it.each(["Greeting.Dance", "Other.Greet", "Greet", "Greeting.constructor", "Greeting.__proto__", "greeting.Greet"])(
    "does not know the target %s",
    async (target) => {
      const [status, body] = await answer(handlerOf(service), request({ target }));
      expect(status).toBe(404);
      expect(body).toEqual({
        __type: "UnknownOperationException",
        Message: 'The X-Amz-Target header must be "Greeting." and the name of one of the service\'s operations.',
      });
    },
  );

  it("asks for a target where there is none", async () => {
    const bare = new Request("http://localhost/", { method: "POST", body: "{}" });
    const [status, body] = await answer(handlerOf(service), bare);
    expect(status).toBe(404);
    expect(body).toEqual({
      __type: "UnknownOperationException",
      Message: 'The request has no X-Amz-Target header. It must be "Greeting." and the operation\'s name.',
    });
  });

  it("knows no method but POST", async () => {
    const get = new Request("http://localhost/", { headers: { "x-amz-target": "Greeting.Greet" } });
    const [status, body] = await answer(handlerOf(service), get);
    expect(status).toBe(404);
    expect(body).toEqual({
      __type: "UnknownOperationException",
      Message: "Operations are called with POST, not with GET.",
    });
  });

  it("says which operation the server does not offer", async () => {
    const [status, body] = await answer(handlerOf(service), request({ target: "Greeting.Leave", body: "{}" }));
    expect(status).toBe(404);
    expect(body).toEqual({ __type: "UnknownOperationException", Message: "This server does not offer Leave." });
  });

  it.each(["constructor", "toString"])("takes nothing that objects inherit for the operation %s", async (method) => {
    const operation = { name: "Odd", method, readInput: () => ({}), writeOutput: () => ({}), errors: new Map() };
    const odd: ServiceDefinition = { ...greeting, operations: [operation] };
    const sent = (): Request => request({ target: "Greeting.Odd", body: "{}" });
    expect((await answer(createFetchHandler(odd, {}), sent()))[0]).toBe(404);
    expect((await answer(createFetchHandler(odd, new (class Service {})()), sent()))[0]).toBe(404);
    expect((await answer(createFetchHandler(odd, { [method]: () => ({}) }), sent()))[0]).toBe(200);
  });

  it.each(['{"Name":', "[1", "\u00a0", '{"Name":"Ada"} x'])("refuses the body %j, which is no JSON", async (body) => {
    expect(await answer(handlerOf(service), request({ body }))).toEqual([
      400,
      { __type: "SerializationException", Message: "The request's body must be JSON in UTF-8." },
    ]);
  });

  it("refuses a body that is no UTF-8", async () => {
    const body = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
    expect(await answer(handlerOf(service), request({ body }))).toEqual([
      400,
      { __type: "SerializationException", Message: "The request's body must be JSON in UTF-8." },
    ]);
  });

  it.each(["[]", "null", "5", '"text"'])("refuses the body %s, which is no object", async (body) => {
    expect(await answer(handlerOf(service), request({ body }))).toEqual([
      400,
      { __type: "SerializationException", Message: "The value at '' must be an object." },
    ]);
  });

  it("takes an empty body for an empty object", async () => {
    const [status, body] = await answer(handlerOf(service), request({ body: "" }));
    expect(status).toBe(400);
    expect(body).toEqual({
      __type: "ValidationException",
      Message: "1 validation error detected. Value at '/Name' failed to satisfy constraint: Member must not be null",
    });
  });

  it("does not call the operation when the input is invalid", async () => {
    const greet = vi.fn();
    await handlerOf({ greet })(request({ body: "{}" }));
    expect(greet).not.toHaveBeenCalled();
  });

  it("refuses a body over the limit before it reads it", async () => {
    const [status, body] = await answer(handlerOf(service, { maxBodyBytes: 10 }), request());
    expect(status).toBe(413);
    expect(body).toEqual({
      __type: "RequestEntityTooLargeException",
      Message: "The request's body has more than 10 bytes. Send less at a time.",
    });
  });

  it("stops reading a body of unknown length at the limit", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    const sent = request({ body: endless, duplex: "half" } as RequestInit);
    expect((await answer(handlerOf(service, { maxBodyBytes: 5000 }), sent))[0]).toBe(413);
    expect(pulled).toBeLessThan(10);
  });

  it("does not wait for a body to end that it stops reading", async () => {
    const stubborn = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1000)),
      cancel: () => new Promise(() => undefined),
    });
    const sent = request({ body: stubborn, duplex: "half" } as RequestInit);
    expect((await answer(handlerOf(service, { maxBodyBytes: 5000 }), sent))[0]).toBe(413);
  });
});

describe("a modelled error", () => {
  const throwing = (error: unknown): object => ({
    greet() {
      throw error;
    },
  });

  it("is answered with its status, its plain name, its members and its headers", async () => {
    const error = new Missing(
      "gone",
      { Message: "gone", Where: "https://example.com/" },
      { headers: { "retry-after": "3" } },
    );
    const response = await handlerOf(throwing(error))(request());
    expect(response.status).toBe(410);
    expect(response.headers.get("x-amzn-errortype")).toBe("Missing");
    expect(response.headers.get("location")).toBe("https://example.com/");
    expect(response.headers.get("retry-after")).toBe("3");
    expect(response.headers.get("x-amzn-requestid")).toBe("request-1");
    expect(response.headers.has("x-amzn-query-error")).toBe(false);
    expect(await response.text()).toBe('{"__type":"Missing","Message":"gone","Where":"https://example.com/"}');
  });

  it("leaves to the carrier what says where an answer ends", async () => {
    const headers = { "Content-Length": "3", "transfer-encoding": "chunked", trailer: "x", "retry-after": "3" };
    const response = await handlerOf(throwing(new Missing("gone", { Message: "gone" }, { headers })))(request());
    expect(Object.fromEntries(response.headers)).toEqual({
      "content-type": "application/x-amz-json-1.1",
      "retry-after": "3",
      "x-amzn-errortype": "Missing",
      "x-amzn-requestid": "request-1",
    });
  });

  it("is a failure where one of its headers is no text, and is sent without one that is undefined", async () => {
    const answered = (headers: object): Promise<Response> =>
      handlerOf(throwing(new Missing("gone", {}, { headers: headers as never })), {
        onUnexpectedError: () => undefined,
      })(request());
    expect((await answered({ "retry-after": 5 })).status).toBe(500);
    const without = await answered({ "x-reason": undefined });
    expect([without.status, without.headers.has("x-reason")]).toEqual([410, false]);
  });

  it("never sends its cause", async () => {
    const error = new Missing("gone", { Message: "gone" }, { cause: new Error("the password is 1234") });
    const response = await handlerOf(throwing(error))(request());
    expect(await response.text()).toBe('{"__type":"Missing","Message":"gone"}');
  });

  it("is recognised when it comes from another copy of the package", async () => {
    const foreign = Object.assign(new Error("gone"), {
      name: "Missing",
      statusCode: 410,
      fault: "client",
      headers: {},
      members: { Message: "gone" },
      [Symbol.for("@borrow-license/server-stub/ServiceException")]: true,
    });
    expect(await answer(handlerOf(throwing(foreign)), request())).toEqual([
      410,
      { __type: "Missing", Message: "gone" },
    ]);
  });

  it.each([
    ["an error that nobody planned for", new Error("SELECT * FROM secrets")],
    ["a thrown text", "SELECT * FROM secrets"],
    ["nothing at all", undefined],
  ])("replaces %s by the internal error, and hands it to the log", async (_what, error) => {
    const failures: UnexpectedError[] = [];
    const handler = handlerOf(throwing(error), { onUnexpectedError: (failure) => failures.push(failure) });
    expect(await answer(handler, request())).toEqual([
      500,
      { __type: "InternalFailure", Message: "Internal error. Request ID: request-1" },
    ]);
    expect(failures).toEqual([{ error, requestId: "request-1", operation: "Greet" }]);
  });

  it("becomes the internal error in an operation that does not have it", async () => {
    const failures: UnexpectedError[] = [];
    const leave = (): never => {
      throw new Missing("gone", { Message: "gone" });
    };
    const handler = handlerOf({ leave }, { onUnexpectedError: (failure) => failures.push(failure) });
    expect((await answer(handler, request({ target: "Greeting.Leave" })))[0]).toBe(500);
    expect(failures).toHaveLength(1);
  });

  it("may be a subclass", async () => {
    expect((await answer(handlerOf(throwing(new Unmodelled("gone", { Message: "gone" }))), request()))[0]).toBe(410);
  });
});

describe("the hook for answered requests", () => {
  it("gets each answer with its operation, status and error", async () => {
    const answers: unknown[] = [];
    const handler = handlerOf(service, { onAnswer: ({ durationMs: _, ...answered }) => answers.push(answered) });
    await handler(request());
    await handler(request({ body: "{}" }));
    await handler(request({ target: "Greeting.Dance" }));
    expect(answers).toEqual([
      { requestId: "request-1", operation: "Greet", status: 200, errorName: undefined },
      { requestId: "request-1", operation: "Greet", status: 400, errorName: "ValidationException" },
      { requestId: "request-1", operation: undefined, status: 404, errorName: "UnknownOperationException" },
    ]);
  });
});

describe("what a service or a hook does wrong", () => {
  it.each(["http://例え.jp", "https://example.com/\r\nset-cookie: a=b"])(
    "does not get into a header: the location %j becomes the internal error",
    async (Where) => {
      const failures: UnexpectedError[] = [];
      const greet = (): never => {
        throw new Missing("gone", { Message: "gone", Where });
      };
      const handler = handlerOf({ greet }, { onUnexpectedError: (failure) => failures.push(failure) });
      expect((await answer(handler, request()))[0]).toBe(500);
      expect(failures.map(({ error }) => (error as Error).message)).toEqual([
        "The header field location has characters that cannot be sent.",
      ]);
    },
  );

  it("does not keep a request from its answer when a hook throws", async () => {
    const failures: unknown[] = [];
    const broken = (): never => {
      throw new Error("broken hook");
    };
    const handler = handlerOf(service, {
      onAnswer: broken,
      requestId: broken,
      onUnexpectedError: ({ error }) => failures.push((error as Error).message),
    });
    expect(await answer(handler, request())).toEqual([200, { Text: "Hello Ada" }]);
    expect(failures).toEqual(["broken hook", "broken hook"]);
  });

  it("does not keep a request from its answer when the hook for failures throws", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue(undefined);
    const broken = (): never => {
      throw new Error("broken");
    };
    const handler = handlerOf({ greet: broken }, { onUnexpectedError: broken });
    expect((await answer(handler, request()))[0]).toBe(500);
    expect(log).toHaveBeenCalledTimes(2);
  });

  it.each([99, 204, 205, 304, 1000, 200.5, undefined])(
    "does not get into a status: %j becomes the internal error",
    async (statusCode) => {
      const failures: UnexpectedError[] = [];
      const answers: unknown[] = [];
      const greet = (): never => {
        throw Object.assign(new Missing("gone", { Message: "gone" }), { statusCode });
      };
      const handler = handlerOf(
        { greet },
        {
          onAnswer: ({ status, errorName }) => answers.push([status, errorName]),
          onUnexpectedError: (failure) => failures.push(failure),
        },
      );
      expect((await answer(handler, request()))[0]).toBe(500);
      expect(failures.map(({ error }) => (error as Error).message)).toEqual([
        `The status ${statusCode} cannot be sent with a body.`,
      ]);
      expect(answers).toEqual([[500, "InternalFailure"]]);
    },
  );

  it("does not replace or double the protocol's own headers, in whichever case it writes theirs", async () => {
    const headers = { "Content-Type": "text/html", "X-Amzn-RequestId": "other", "Retry-After": "3" };
    const greet = (): never => {
      throw new Missing("gone", { Message: "gone" }, { headers });
    };
    const response = await handlerOf({ greet })(request());
    expect(Object.fromEntries(response.headers)).toEqual({
      "content-type": "application/x-amz-json-1.1",
      "retry-after": "3",
      "x-amzn-errortype": "Missing",
      "x-amzn-requestid": "request-1",
    });
  });

  it("is answered with the internal error where an output cannot even be waited for", async () => {
    const failures: UnexpectedError[] = [];
    // Named apart, because the linter takes thenables for mistakes.
    const method = "then";
    const unawaitable = Object.defineProperty({}, method, {
      get() {
        throw new Error("no then");
      },
    });
    const greet = (): object => unawaitable;
    const handler = handlerOf({ greet }, { onUnexpectedError: (failure) => failures.push(failure) });
    expect((await answer(handler, request()))[0]).toBe(500);
    expect(failures.map(({ error }) => (error as Error).message)).toEqual(["no then"]);
  });

  it.each(["a\nb", "", " "])("does not make the request ID %j, which cannot be sent", async (requestId) => {
    const response = await handlerOf(service, { requestId: () => requestId })(request());
    expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("the limit of bodies", () => {
  it("is 1 MiB unless told otherwise", async () => {
    const sized = (bytes: number): string => `{"Name":"${"x".repeat(bytes - '{"Name":""}'.length)}"}`;
    expect((await answer(handlerOf(service), request({ body: sized(1_048_576) })))[0]).toBe(200);
    expect((await answer(handlerOf(service), request({ body: sized(1_048_577) })))[0]).toBe(413);
  });
});
