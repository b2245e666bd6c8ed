import { describe, expect, it } from "vitest";
import { failure } from "../../test/licenses.js";
import { FailureThrottle } from "./failure-throttle.js";

const NOON = new Date("2026-06-01T12:00:00Z");
const at = (seconds: number): Date => new Date(NOON.getTime() + seconds * 1000);
const TOO_OFTEN =
  "RateLimitExceededException: Authentication failed too often. Check the access key and its secret, and try again in ";

function fail(throttle: FailureThrottle, times: number, address: string, key: string): void {
  for (let index = 0; index < times; index++) throttle.failed(address, key, NOON);
}

describe("failures to authenticate", () => {
  it("hold a key back at the address where they happened, until a minute is over", async () => {
    const throttle = new FailureThrottle({ perKey: 3 });
    fail(throttle, 2, "192.0.2.1", "KEY");
    expect(await failure(() => throttle.check("192.0.2.1", "KEY", at(10)))).toBe("no error");
    fail(throttle, 1, "192.0.2.1", "KEY");
    await expect(async () => throttle.check("192.0.2.1", "KEY", at(10.5))).rejects.toMatchObject({
      message: `${TOO_OFTEN.slice("RateLimitExceededException: ".length)}50 s.`,
      headers: { "retry-after": "50" },
    });
    expect(await failure(() => throttle.check("192.0.2.1", "KEY", at(60)))).toBe("no error");
  });

  it("hold nobody back for longer than a minute where the clock is set back by an hour", async () => {
    const throttle = new FailureThrottle({ perKey: 3 });
    fail(throttle, 3, "192.0.2.1", "KEY");
    expect(await failure(() => throttle.check("192.0.2.1", "KEY", at(-3600)))).toBe("no error");
    throttle.failed("192.0.2.1", "KEY", at(-3600));
    expect(await failure(() => throttle.check("192.0.2.1", "KEY", at(-3599)))).toBe("no error");
  });

  it("do not lock the key's owner out elsewhere", async () => {
    const throttle = new FailureThrottle({ perKey: 3 });
    fail(throttle, 50, "192.0.2.1", "KEY");
    expect(await failure(() => throttle.check("192.0.2.2", "KEY", NOON))).toBe("no error");
  });

  it("hold an address back that tries many keys, but not those who succeeded there", async () => {
    const throttle = new FailureThrottle({ perAddress: 5 });
    throttle.succeeded("192.0.2.1", "GOOD");
    for (let index = 0; index < 5; index++) throttle.failed("192.0.2.1", `KEY${index}`, NOON);
    expect(await failure(() => throttle.check("192.0.2.1", "ANOTHER", NOON))).toContain(TOO_OFTEN);
    expect(await failure(() => throttle.check("192.0.2.1", "GOOD", NOON))).toBe("no error");
  });

  it("count for an IPv6 network, of which one person has many addresses", async () => {
    const throttle = new FailureThrottle({ perAddress: 2 });
    throttle.failed("2001:db8:0:1::1", "A", NOON);
    throttle.failed("2001:db8:0:1:ffff::2", "B", NOON);
    expect(await failure(() => throttle.check("2001:db8::1:0:0:0:3", "C", NOON))).toContain(TOO_OFTEN);
    expect(await failure(() => throttle.check("2001:db8:0:2::1", "C", NOON))).toBe("no error");
  });
});
