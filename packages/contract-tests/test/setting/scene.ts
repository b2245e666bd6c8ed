import type { LicenseServiceOptions } from "@borrow-license/license-server";
import { setupServer } from "msw/node";
import { afterAll, beforeAll } from "vitest";
import { type ClientModule, clientOf } from "./clients.js";
import { type Cloud, startCloud } from "./cloud.js";
import { type Send, sender } from "./operations.js";
import { licenseRequest } from "./requests.js";

/** What a scene in a test file needs: a cloud of its own, and one client's calls. */
export interface Scene {
  readonly cloud: Cloud;
  readonly send: Send;
  /** Creates a license and answers its ARN. */
  readonly createLicense: (change?: Parameters<typeof licenseRequest>[0]) => Promise<string>;
}

/** Lets msw stand in for the network in a test file; each scene replaces the cloud of the one before. */
export function scenes(): (module: ClientModule, options?: Partial<LicenseServiceOptions>) => Promise<Scene> {
  const network = setupServer();
  beforeAll(() => network.listen({ onUnhandledFrame: "error" }));
  afterAll(() => network.close());
  return async (module, options) => {
    const cloud = await startCloud(options);
    network.resetHandlers(...cloud.handlers);
    const send = sender(module, clientOf(module));
    return {
      cloud,
      send,
      async createLicense(change) {
        const { LicenseArn } = await send("CreateLicense", licenseRequest(change));
        return String(LicenseArn);
      },
    };
  };
}
