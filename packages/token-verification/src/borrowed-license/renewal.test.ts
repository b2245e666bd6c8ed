import type { KeyObject } from "node:crypto";
import type { JWK } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import { HOUR, licenseToken, Machine, MINUTE, memoryText, publicKey } from "../../test/held-license.js";
import { CLOUD_PAYLOAD, rsaKeys, signedToken } from "../../test/tokens.js";
import type { RenewalClient } from "./renew-license.js";

afterEach(() => void vi.useRealTimers());

const RENEWED = {
  licenseConsumptionToken: "renewed",
  issuedAt: "2026-03-02T09:00:00",
  expiration: "2026-03-03T09:00:00",
};

/** A server that answers each checkout with the next of the tokens. */
function clientOf(...tokens: readonly (string | Error | undefined)[]) {
  const answers = [...tokens];
  return {
    checkoutBorrowLicense: vi.fn<RenewalClient["checkoutBorrowLicense"]>(async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer === undefined ? {} : { SignedToken: answer };
    }),
    checkInLicense: vi.fn<RenewalClient["checkInLicense"]>(async () => ({})),
  };
}

function clientTokens({ checkoutBorrowLicense }: ReturnType<typeof clientOf>) {
  return checkoutBorrowLicense.mock.calls.map(([{ ClientToken }]) => ClientToken);
}

it("borrows the same again, keeps the new token and returns the old lease", async () => {
  const machine = new Machine("2026-03-02T09:00:00Z");
  const file = memoryText(licenseToken());
  const license = await machine.open({ file });
  const client = clientOf(licenseToken(RENEWED));
  const result = await license.renew(client);
  expect(client.checkoutBorrowLicense.mock.calls).toEqual([
    [
      {
        LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
        Entitlements: [
          { Name: "seats", Value: "2", Unit: "Count" },
          { Name: "export", Unit: "None" },
        ],
        DigitalSignatureMethod: "JWT_PS384",
        NodeId: "workstation-7",
        CheckoutMetadata: [{ Name: "purpose", Value: "field work" }],
        ClientToken: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      },
    ],
  ]);
  expect(client.checkInLicense.mock.calls).toEqual([[{ LicenseConsumptionToken: "7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e" }]]);
  expect(result).toMatchObject({
    previous: "returned",
    token: file.text,
    claims: { licenseConsumptionToken: "renewed" },
  });
  expect(license.expiresAt).toEqual(new Date("2026-03-03T09:00:00Z"));
  expect(license.remaining()).toBe(24 * 3600);
  await expect(machine.open({ file })).resolves.toMatchObject({ claims: { licenseConsumptionToken: "renewed" } });
});

it("asks for what the token says, which nobody who reads it can change", async () => {
  const license = await new Machine("2026-03-02T09:00:00Z").open();
  const { claims, entitlements } = license;
  expect(() => Object.assign(entitlements[0] ?? {}, { Value: "99" })).toThrow(TypeError);
  expect(() => (entitlements as object[]).push({ Name: "admin", Unit: "None" })).toThrow(TypeError);
  expect(() => Object.assign(claims.checkoutMetadata?.[0] ?? {}, { Value: "changed" })).toThrow(TypeError);
  expect(() => Object.assign(claims, { licenseArn: "another" })).toThrow(TypeError);
  const { claims: renewed } = await license.renew(clientOf(licenseToken(RENEWED)));
  expect(Object.isFrozen(renewed.entitlementsAllowed[0])).toBe(true);
});

it("leaves out what the token does not have", async () => {
  const unbound = { nodeId: undefined, checkoutMetadata: undefined };
  const license = await new Machine().open({ token: licenseToken(unbound), allowUnbound: true });
  const client = clientOf(licenseToken({ ...unbound, licenseConsumptionToken: "renewed" }));
  await license.renew(client);
  expect(Object.keys(client.checkoutBorrowLicense.mock.calls[0]?.[0] ?? {})).toEqual([
    "LicenseArn",
    "Entitlements",
    "DigitalSignatureMethod",
    "ClientToken",
  ]);
});

it("announces the expiration of the new lease, not of the old one", async () => {
  const machine = new Machine("2026-03-02T09:00:00Z");
  const license = await machine.open({ leadTimes: [2 * 3600] });
  const seen: unknown[] = [];
  license.on("expiring", () => seen.push(["expiring", machine.wallTime]));
  license.on("expired", () => seen.push(["expired", machine.wallTime]));
  await machine.pass(MINUTE);
  await license.renew(clientOf(licenseToken(RENEWED)));
  await machine.pass(25 * HOUR);
  expect(seen).toEqual([
    ["expiring", Date.parse("2026-03-02T09:01:00Z")],
    ["expiring", Date.parse("2026-03-03T07:00:00Z")],
    ["expired", Date.parse("2026-03-03T09:00:00Z")],
  ]);
});

describe("renewal at each expiring", () => {
  /** Renews a license of half an hour at each `expiring` for three hours, and answers when. */
  async function renewedAt(options: { readonly leadTimes?: readonly number[] }): Promise<readonly string[]> {
    const machine = new Machine();
    const halfAnHour = () => ({
      licenseConsumptionToken: `of ${machine.wallTime}`,
      issuedAt: new Date(machine.wallTime).toISOString().slice(0, 19),
      expiration: new Date(machine.wallTime + 30 * MINUTE).toISOString().slice(0, 19),
    });
    const license = await machine.open({ token: licenseToken(halfAnHour()), ...options });
    const times: string[] = [];
    const client = clientOf();
    client.checkoutBorrowLicense.mockImplementation(async () => {
      times.push(new Date(machine.wallTime).toISOString().slice(11, 16));
      return { SignedToken: licenseToken(halfAnHour()) };
    });
    license.on("expiring", () => void license.renew(client));
    for (let minute = 0; minute < 90; minute += 1) {
      await machine.pass(MINUTE);
      // Signatures are verified on other threads, which fake timers do not wait for.
      await vi.waitFor(() => expect(client.checkInLicense).toHaveBeenCalledTimes(times.length));
    }
    license.close();
    return times;
  }

  it("comes once for each lease where nobody gives lead times and leases are short", async () => {
    expect(await renewedAt({})).toEqual(["12:27", "12:54", "13:21"]);
  });

  it("does not come at once where a lead time is as long as the lease", async () => {
    expect(await renewedAt({ leadTimes: [1800, 300] })).toEqual(["12:25", "12:50", "13:15"]);
  });
});

it("announces at once that the new lease expires soon", async () => {
  const machine = new Machine("2026-03-02T09:00:00Z");
  const license = await machine.open({ leadTimes: [30 * 3600] });
  await machine.pass(MINUTE);
  const expiring = vi.fn();
  license.on("expiring", expiring);
  await license.renew(clientOf(licenseToken({ ...RENEWED, issuedAt: "2026-03-01T09:00:00" })));
  await vi.advanceTimersByTimeAsync(1);
  expect(expiring).toHaveBeenCalledOnce();
});

it("remembers that the moment has passed at which the new lease was issued", async () => {
  const state = memoryText();
  const license = await new Machine("2026-03-02T08:59:30Z").open({ state });
  await license.renew(clientOf(licenseToken(RENEWED)));
  await license.close();
  expect(state.text).toMatch(/^1 2026-03-02T09:00:00\.000Z /);
});

it("does not make the time forgotten that was seen", async () => {
  const machine = new Machine();
  const license = await machine.open();
  await machine.pass(HOUR);
  machine.set("2026-03-01T12:10:00Z");
  await license.renew(clientOf(licenseToken({ ...RENEWED, issuedAt: "2026-03-01T12:05:00" })));
  expect(license.status).toBe("clock-rolled-back");
});

it("revives a license that has expired while it was held", async () => {
  const machine = new Machine();
  const license = await machine.open();
  await machine.pass(23 * HOUR);
  expect(license.allows("seats")).toBe(false);
  await license.renew(clientOf(licenseToken({ ...RENEWED, issuedAt: "2026-03-02T11:00:00" })));
  expect(license.allows("seats")).toBe(true);
});

describe("a renewal that fails", () => {
  it.each<[string, string, object]>([
    ["signature", "with another key", {}],
    ["wrong-node", "for another node", { ...RENEWED, nodeId: "workstation-8" }],
    ["wrong-license", "for another license", { ...RENEWED, licenseArn: "arn:aws:license-manager::1:license:l-2" }],
    ["not-yet-valid", "of the far future", { issuedAt: "2027-03-02T09:00:00", expiration: "2027-03-03T09:00:00" }],
    ["expired", "of the past", { issuedAt: "2026-02-01T09:00:00", expiration: "2026-02-02T09:00:00" }],
    ["expired", "over at this very moment", { issuedAt: "2026-03-01T09:00:00", expiration: "2026-03-02T09:00:00" }],
    ["claim-invalid", "with claims that are wrong", { ...RENEWED, entitlementsAllowed: [] }],
  ])("with %s, because the token is %s, leaves everything as it was", async (code, _, claims) => {
    const old = licenseToken();
    const file = memoryText(old);
    const license = await new Machine("2026-03-02T09:00:00Z").open({ file });
    const token = code === "signature" ? `${licenseToken().slice(0, -8)}AAAAAAAA` : licenseToken(claims);
    const client = clientOf(token);
    await expect(license.renew(client)).rejects.toMatchObject({ code });
    expect(file.text).toBe(old);
    expect(license.expiresAt).toEqual(new Date("2026-03-02T10:00:00Z"));
    expect(license.allows("seats", 2)).toBe(true);
    expect(client.checkInLicense).not.toHaveBeenCalled();
  });

  it.each<[string, string, object]>([
    [
      "ends earlier",
      "The new lease ends earlier than the present one, which stays.",
      { ...RENEWED, expiration: "2026-03-02T09:59:59" },
    ],
    [
      "grants fewer",
      'The new lease grants less of "seats" than the present one, which stays.',
      {
        ...RENEWED,
        entitlementsAllowed: [
          { name: "seats", value: "1", unit: "Count" },
          { name: "export", unit: "None" },
        ],
      },
    ],
    [
      "lacks a feature",
      'The new lease grants less of "export" than the present one, which stays.',
      { ...RENEWED, entitlementsAllowed: [{ name: "seats", value: "2", unit: "Count" }] },
    ],
  ])("because the new lease %s returns that one and keeps the old one", async (_, message, claims) => {
    const old = licenseToken();
    const file = memoryText(old);
    const license = await new Machine("2026-03-02T09:00:00Z").open({ file });
    const client = clientOf(licenseToken(claims), licenseToken(RENEWED));
    await expect(license.renew(client)).rejects.toMatchObject({ code: "worse-lease", message });
    expect(file.text).toBe(old);
    expect(license.expiresAt).toEqual(new Date("2026-03-02T10:00:00Z"));
    expect([license.allows("seats", 2), license.allows("export")]).toEqual([true, true]);
    expect(client.checkInLicense.mock.calls).toEqual([[{ LicenseConsumptionToken: "renewed" }]]);
    await license.renew(client);
    const [first, second] = clientTokens(client);
    expect(second).not.toBe(first);
    expect(license.expiresAt).toEqual(new Date("2026-03-03T09:00:00Z"));
  });

  it("because there is no token leaves everything as it was", async () => {
    const license = await new Machine().open();
    await expect(license.renew(clientOf(undefined))).rejects.toMatchObject({
      code: "malformed",
      message: "The server's answer has no SignedToken. Check the client's endpoint.",
    });
    expect(license.allows("seats")).toBe(true);
  });

  it("on the way is tried again with the same ClientToken, which the next renewal does not have", async () => {
    const license = await new Machine("2026-03-02T09:00:00Z").open();
    const client = clientOf(
      new Error("The connection was lost."),
      licenseToken(RENEWED),
      licenseToken({ ...RENEWED, licenseConsumptionToken: "third" }),
    );
    await expect(license.renew(client)).rejects.toThrow("The connection was lost.");
    await license.renew(client);
    await license.renew(client);
    const [first, second, third] = clientTokens(client);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it("for its token is tried again with another ClientToken", async () => {
    const license = await new Machine("2026-03-02T09:00:00Z").open();
    const client = clientOf(licenseToken({ ...RENEWED, nodeId: "workstation-8" }), licenseToken(RENEWED));
    await expect(license.renew(client)).rejects.toMatchObject({ code: "wrong-node" });
    await license.renew(client);
    const [first, second] = clientTokens(client);
    expect(second).not.toBe(first);
  });

  it("because the new token cannot be kept goes on with the old one, and has the same ClientToken next time", async () => {
    const file = memoryText(licenseToken());
    const license = await new Machine("2026-03-02T09:00:00Z").open({ file });
    const write = vi.spyOn(file, "write").mockRejectedValueOnce(new Error("The disk is full."));
    const client = clientOf(licenseToken(RENEWED), licenseToken(RENEWED));
    await expect(license.renew(client)).rejects.toThrow("The disk is full.");
    expect(license.expiresAt).toEqual(new Date("2026-03-02T10:00:00Z"));
    expect(client.checkInLicense).not.toHaveBeenCalled();
    await license.renew(client);
    expect(write).toHaveBeenCalledTimes(2);
    expect(new Set(clientTokens(client)).size).toBe(1);
    expect(license.expiresAt).toEqual(new Date("2026-03-03T09:00:00Z"));
  });
});

describe("the old lease", () => {
  it("stays where the license does not allow its return", async () => {
    const license = await new Machine("2026-03-02T09:00:00Z").open();
    const client = clientOf(licenseToken(RENEWED));
    const conflict = Object.assign(new Error("Early check-in is not allowed."), { name: "ConflictException" });
    client.checkInLicense.mockRejectedValue(conflict);
    expect(await license.renew(client)).toMatchObject({ previous: "kept", returnError: conflict });
    expect(license.expiresAt).toEqual(new Date("2026-03-03T09:00:00Z"));
  });

  it("is not returned where the server answers the same lease again", async () => {
    const license = await new Machine("2026-03-02T09:00:00Z").open();
    const { licenseConsumptionToken: _, ...same } = RENEWED;
    const client = clientOf(licenseToken(same));
    expect(await license.renew(client)).toMatchObject({ previous: "kept" });
    expect(client.checkInLicense).not.toHaveBeenCalled();
  });
});

it("goes from a lease of the old key to one of the new key while the issuer's keys rotate", async () => {
  const next = rsaKeys();
  const jwk = (key: KeyObject, kid: string) => ({ ...(key.export({ format: "jwk" }) as JWK), kid });
  const keys = { keys: [jwk(publicKey, "2025"), jwk(next.publicKey, "2026")] };
  const license = await new Machine("2026-03-02T09:00:00Z").open({ keys });
  const renewed = signedToken(next.privateKey, { ...CLOUD_PAYLOAD, ...RENEWED }, { alg: "PS384", kid: "2026" });
  await license.renew(clientOf(renewed));
  expect(license.expiresAt).toEqual(new Date("2026-03-03T09:00:00Z"));
  const behind = await new Machine("2026-03-02T09:00:00Z").open({ keys: jwk(publicKey, "2025") });
  await expect(behind.renew(clientOf(renewed))).rejects.toMatchObject({ code: "key-unknown" });
  expect(behind.allows("seats", 2)).toBe(true);
});

it("is one renewal where several ask for it at once", async () => {
  const license = await new Machine("2026-03-02T09:00:00Z").open();
  const client = clientOf(licenseToken(RENEWED));
  const [first, second] = await Promise.all([license.renew(client), license.renew(client)]);
  expect(first).toBe(second);
  expect(client.checkoutBorrowLicense).toHaveBeenCalledOnce();
});

it("does not bring events back after close", async () => {
  const license = await new Machine("2026-03-02T09:00:00Z").open();
  license.close();
  await license.renew(clientOf(licenseToken(RENEWED)));
  expect(vi.getTimerCount()).toBe(0);
  expect(license.expiresAt).toEqual(new Date("2026-03-03T09:00:00Z"));
});
