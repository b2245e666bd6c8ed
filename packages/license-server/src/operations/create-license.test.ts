import { describe, expect, it } from "vitest";
import { createStudio, failure } from "../../test/licenses.js";
import { issuer, testService } from "../../test/service.js";
import { openSqliteStorage } from "../storage/open-storage.js";

const countingBytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index);

describe("CreateLicense", () => {
  it("answers the ARN, the status and version 1", async () => {
    const { call } = await testService({ random: countingBytes });
    expect(await call("createLicense", createStudio)).toEqual({
      LicenseArn: "arn:aws:license-manager::123456789012:license:l-000102030405060708090a0b0c0d0e0f",
      Status: "AVAILABLE",
      Version: "1",
    });
  });

  it("answers PENDING_AVAILABLE for a license whose validity is still to begin", async () => {
    const { call } = await testService();
    const answer = await call("createLicense", { ...createStudio, Validity: { Begin: "2026-06-02T00:00:00Z" } });
    expect(answer.Status).toBe("PENDING_AVAILABLE");
  });

  it("answers the same to the same request, and creates one license", async () => {
    const { call, wait } = await testService();
    const [first, together] = await Promise.all([
      call("createLicense", createStudio),
      call("createLicense", { ...createStudio }),
    ]);
    wait(400 * 24 * 3600);
    const later = await call("createLicense", createStudio);
    expect(together).toEqual(first);
    expect(later).toEqual(first);
  });

  it("answers the same to the same request when the server serves another region by now", async () => {
    const storage = await openSqliteStorage(":memory:");
    const first = await (await testService({ storage })).call("createLicense", createStudio);
    const repeated = await (await testService({ storage, region: "eu-west-1" })).call("createLicense", createStudio);
    expect(repeated).toEqual(first);
  });

  it("refuses the same client token for another license", async () => {
    const { call, create } = await testService();
    await create();
    expect(await failure(() => call("createLicense", { ...createStudio, ProductName: "Another" }))).toBe(
      'InvalidParameterValueException: ClientToken is "create-1", which was used for another CreateLicense request. ' +
        "Send the same request again to repeat it, or give a new ClientToken.",
    );
  });

  it("takes the order of an object's members for no difference", async () => {
    const { call, create } = await testService();
    const arn = await create();
    const reversed = Object.fromEntries(Object.entries(createStudio).reverse()) as unknown as typeof createStudio;
    expect((await call("createLicense", reversed)).LicenseArn).toBe(arn);
  });

  it("redirects to a peer with a name beyond ASCII by the name's form in ASCII", async () => {
    const { call } = await testService({ peers: { "eu-west-1": "http://例え.jp" } });
    const refused = call("createLicense", { ...createStudio, HomeRegion: "eu-west-1" });
    await expect(refused).rejects.toMatchObject({ members: { Location: "http://xn--r8jz45g.jp/" } });
  });

  it("redirects a license of a region that a peer serves", async () => {
    const { call } = await testService({ peers: { "eu-west-1": "https://licenses.example.com" } });
    const refused = call("createLicense", { ...createStudio, HomeRegion: "eu-west-1" });
    await expect(refused).rejects.toMatchObject({
      name: "RedirectException",
      members: {
        Location: "https://licenses.example.com",
        Message: "The license has its home in the region eu-west-1. Send the request to that region's server.",
      },
    });
  });

  it("refuses a license of a region that nobody serves", async () => {
    const { create } = await testService();
    expect(await failure(() => create({ HomeRegion: "eu-west-1" }))).toBe(
      'InvalidParameterValueException: HomeRegion is "eu-west-1", and this server serves us-east-1 and knows no server of ' +
        'that region. Give "us-east-1", or call the server of the license\'s region.',
    );
  });

  it("refuses terms that make no sense", async () => {
    const { create } = await testService();
    expect(await failure(() => create({ Entitlements: [] }))).toBe(
      "InvalidParameterValueException: Entitlements is empty. Give one entitlement at least.",
    );
  });

  it("takes the server's own key by its name", async () => {
    const { call, create } = await testService();
    const LicenseArn = await create({ Issuer: { Name: "Example Software", SignKey: issuer.keyId } });
    expect((await call("getLicense", { LicenseArn })).License?.Issuer).toEqual({
      Name: "Example Software",
      SignKey: issuer.keyId,
      KeyFingerprint: "aws:123456789012:Example Software:issuer-fingerprint",
    });
  });
});
