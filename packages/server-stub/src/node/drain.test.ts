import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createLicenseManagerHandler, type LicenseManagerService } from "../index.js";
import { createNodeListener, type NodeListener } from "./index.js";

const ARN = "arn:aws:license-manager::123456789012:license:l-1";
const open: { server: Server; agent: Agent }[] = [];

interface Running {
  readonly listener: NodeListener;
  readonly server: Server;
  readonly call: () => Promise<IncomingMessage>;
}

async function serve(getLicense: LicenseManagerService["getLicense"]): Promise<Running> {
  const listener = createNodeListener(createLicenseManagerHandler({ getLicense }));
  const server = createServer(listener).listen(0, "127.0.0.1");
  const agent = new Agent({ keepAlive: true });
  open.push({ server, agent });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const headers = { "x-amz-target": "AWSLicenseManager.GetLicense", "content-type": "application/x-amz-json-1.1" };
  const call = (): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const sent = request({ agent, port, host: "127.0.0.1", method: "POST", headers }, (response) => {
        response.resume().once("end", () => resolve(response));
      });
      sent.once("error", reject);
      sent.end(JSON.stringify({ LicenseArn: ARN }));
    });
  return { listener, server, call };
}

/** A server with a request that is being answered until a test lets it end. */
async function serveOpenRequest(): Promise<
  Running & { readonly answered: Promise<IncomingMessage>; readonly answer: () => void }
> {
  let answer = (): void => undefined;
  let arrived = (): void => undefined;
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const running = await serve(() => {
    arrived();
    return new Promise((resolve) => {
      answer = () => resolve({});
    });
  });
  const answered = running.call();
  await arrival;
  return { ...running, answered, answer };
}

afterEach(() => {
  for (const { server, agent } of open.splice(0)) {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  }
});

describe("draining a server", () => {
  it("lets requests end that are being answered, and closes their connections then", async () => {
    const { answer, answered, call, listener, server } = await serveOpenRequest();
    const drained = listener.drain(server);
    await expect(call()).rejects.toThrow();
    answer();
    const response = await answered;
    expect(response.statusCode).toBe(200);
    expect(response.headers.connection).toBe("close");
    await drained;
  });

  it("closes connections that are idle at once", async () => {
    const { call, listener, server } = await serve(() => ({}));
    expect((await call()).headers.connection).toBe("keep-alive");
    await listener.drain(server, { graceMs: 60_000 });
    await expect(call()).rejects.toThrow();
  });

  it("breaks off what takes longer than the time of grace, and aborts its signal", async () => {
    let aborted: Promise<unknown> | undefined;
    let arrived = (): void => undefined;
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { call, listener, server } = await serve((_input, context) => {
      aborted = once(context.signal, "abort");
      arrived();
      return new Promise(() => undefined);
    });
    const answered = call();
    await arrival;
    const broken = expect(answered).rejects.toThrow();
    await listener.drain(server, { graceMs: 1 });
    await broken;
    await aborted;
  });
});

it.each([Number.NaN, -1, "1" as never])("refuses %s as the time of grace and goes on serving", async (graceMs) => {
  const { call, listener, server } = await serve(() => ({}));
  await expect(listener.drain(server, { graceMs })).rejects.toThrow(
    `graceMs must be a number of milliseconds from 0, or Infinity for no limit, not ${graceMs}.`,
  );
  expect((await call()).statusCode).toBe(200);
});

it.each([Number.POSITIVE_INFINITY, 2 ** 31])("breaks nothing off within %s milliseconds of grace", async (graceMs) => {
  const { answer, answered, listener, server } = await serveOpenRequest();
  const drained = listener.drain(server, { graceMs });
  await new Promise((resolve) => setTimeout(resolve, 20));
  answer();
  expect((await answered).statusCode).toBe(200);
  await drained;
});
