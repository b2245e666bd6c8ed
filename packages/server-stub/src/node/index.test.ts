import { once } from "node:events";
import { createServer, request as httpRequest, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  AccessDeniedException,
  createLicenseManagerHandler,
  type HandlerOptions,
  type LicenseManagerService,
} from "../index.js";
import { createNodeListener } from "./index.js";

const ARN = "arn:aws:license-manager::123456789012:license:l-1";
const open: Server[] = [];

async function listen(service: Partial<LicenseManagerService>, options?: HandlerOptions): Promise<number> {
  const server = createServer(createNodeListener(createLicenseManagerHandler(service, options)));
  open.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

function call(port: number, body: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/`, {
    method: "POST",
    headers: { "x-amz-target": "AWSLicenseManager.GetLicense", "content-type": "application/x-amz-json-1.1" },
    body,
  });
}

afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe("a handler on node:http", () => {
  it("answers with the length of the body in bytes", async () => {
    const port = await listen({ getLicense: () => ({ License: { LicenseName: "Größe 🚀" } }) });
    const response = await call(port, JSON.stringify({ LicenseArn: ARN }));
    expect(response.headers.get("content-length")).toBe("42");
    expect(await response.text()).toBe('{"License":{"LicenseName":"Größe 🚀"}}');
  });

  it("answers a test that has set fake timers", async () => {
    const port = await listen({ getLicense: () => ({}) });
    vi.useFakeTimers({ toFake: ["setImmediate"] });
    try {
      const request = httpRequest({
        port,
        method: "POST",
        headers: { "x-amz-target": "AWSLicenseManager.GetLicense", "content-type": "application/x-amz-json-1.1" },
      }).end(JSON.stringify({ LicenseArn: ARN }));
      const [response] = await once(request, "response");
      expect(response.statusCode).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });

  it("reads a body that arrives in pieces", async () => {
    const port = await listen({ getLicense: ({ LicenseArn }) => ({ License: { LicenseArn } }) });
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest({
        port,
        host: "127.0.0.1",
        method: "POST",
        headers: { "x-amz-target": "AWSLicenseManager.GetLicense", "content-type": "application/x-amz-json-1.1" },
      });
      sent.on("response", (response) => resolve(response.statusCode));
      sent.on("error", reject);
      sent.write('{"LicenseArn":"');
      sent.write(ARN);
      sent.end('"}');
    });
    expect(status).toBe(200);
  });

  it("hands operations no header fields that every object inherits", async () => {
    const values: unknown[] = [];
    const port = await listen({
      getLicense(_input, { headers }) {
        for (const name of ["constructor", "__proto__", "toString", "Constructor"]) values.push(headers.get(name));
        return {};
      },
    });
    expect((await call(port, JSON.stringify({ LicenseArn: ARN }))).status).toBe(200);
    expect(values).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("hands operations all header fields", async () => {
    const fields = new Map<string, string>();
    const port = await listen({
      getLicense(_input, { headers }) {
        for (const [name, value] of headers.entries()) fields.set(name, value);
        return {};
      },
    });
    await new Promise((resolve, reject) => {
      const headers = { "x-amz-target": "AWSLicenseManager.GetLicense", "content-type": "application/x-amz-json-1.1" };
      const twice = { ...headers, "X-Twice": ["a", "b"] };
      const sent = httpRequest({ port, host: "127.0.0.1", method: "POST", headers: twice }, resolve);
      sent.on("error", reject).end(JSON.stringify({ LicenseArn: ARN }));
    });
    expect(fields.get("x-twice")).toBe("a, b");
    expect(fields.get("x-amz-target")).toBe("AWSLicenseManager.GetLicense");
  });

  it("refuses a body over the limit and closes the connection", async () => {
    const port = await listen({ getLicense: () => ({}) }, { maxBodyBytes: 100 });
    const response = await call(port, JSON.stringify({ LicenseArn: "x".repeat(200) }));
    expect(response.status).toBe(413);
    expect(response.headers.get("connection")).toBe("close");
    expect(((await response.json()) as { __type: string }).__type).toBe("RequestEntityTooLargeException");
  });

  it("tells the length that the answer has, whatever an error's own headers say", async () => {
    const port = await listen({
      getLicense() {
        throw new AccessDeniedException({ Message: "none" }, { headers: { "content-length": "1" } });
      },
    });
    const response = await call(port, JSON.stringify({ LicenseArn: ARN }));
    expect(await response.text()).toBe('{"__type":"AccessDeniedException","Message":"none"}');
    expect(response.headers.get("content-length")).toBe("51");
  });

  it("aborts the operation's signal when the client goes away", async () => {
    let reason: unknown;
    let started: () => void = () => undefined;
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    const aborted = new Promise<void>((resolve) => {
      void listen({
        async getLicense(_input, { signal }) {
          started();
          await once(signal, "abort");
          reason = signal.reason;
          resolve();
          return {};
        },
      }).then((port) => {
        const body = JSON.stringify({ LicenseArn: ARN });
        const socket = connect(port, "127.0.0.1", () => {
          socket.write(
            `POST / HTTP/1.1\r\nhost: localhost\r\nx-amz-target: AWSLicenseManager.GetLicense\r\n` +
              `content-type: application/x-amz-json-1.1\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
          );
        });
        void running.then(() => socket.destroy());
      });
    });
    await aborted;
    expect((reason as Error).message).toBe("The client closed the connection.");
  });

  it("does not report a client that goes away in the middle of its body", async () => {
    const failures: unknown[] = [];
    const answered = new Promise<string | undefined>((resolve) => {
      void listen(
        { getLicense: () => ({}) },
        { onUnexpectedError: (failure) => failures.push(failure), onAnswer: ({ errorName }) => resolve(errorName) },
      ).then((port) => {
        const socket = connect(port, "127.0.0.1", () => {
          socket.write(
            "POST / HTTP/1.1\r\nhost: localhost\r\nx-amz-target: AWSLicenseManager.GetLicense\r\n" +
              "content-type: application/x-amz-json-1.1\r\ncontent-length: 1000\r\n\r\n{",
            () => socket.destroy(),
          );
        });
      });
    });
    expect(await answered).toBe("SerializationException");
    expect(failures).toEqual([]);
  });

  it("answers in vain, and calls no operation, where the connection is gone before the body is read", async () => {
    let calls = 0;
    const answered = new Promise<string | undefined>((resolve) => {
      const service = {
        getLicense() {
          calls += 1;
          return {};
        },
      };
      const options: HandlerOptions = { onAnswer: ({ errorName }) => resolve(errorName) };
      const listener = createNodeListener(createLicenseManagerHandler(service, options));
      const server = createServer((request, response) => {
        listener(request, response);
        request.destroy();
      }).listen(0, "127.0.0.1", () => {
        void call((server.address() as AddressInfo).port, JSON.stringify({ LicenseArn: ARN })).catch(() => undefined);
      });
      open.push(server);
    });
    expect(await answered).toBe("SerializationException");
    expect(calls).toBe(0);
  });
});
