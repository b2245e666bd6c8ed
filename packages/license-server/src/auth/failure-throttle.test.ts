import { describe, expect, it } from "vitest";
import { failure } from "../../test/licenses.js";
import { UnrecognizedClientException } from "./authentication-errors.js";
import { type FailureLimits, FailureThrottle } from "./failure-throttle.js";

const NOON = new Date("2026-06-01T12:00:00Z");
const at = (seconds: number): Date => new Date(NOON.getTime() + seconds * 1000);
const TOO_OFTEN =
  "RateLimitExceededException: Authentication failed too often. Check the access key and its secret, and try again in ";
const WRONG = "UnrecognizedClientException: Wrong.";

interface Attempt {
  readonly address?: string;
  readonly key?: string;
  readonly now?: Date;
}

/** A throttle, with attempts to authenticate that answer `no error` where they are right and let through. */
function throttled(limits: FailureLimits) {
  const throttle = new FailureThrottle(limits);
  const attempt = ({ address = "192.0.2.1", key = "KEY", now = NOON }: Attempt, authenticate: () => Promise<void>) =>
    failure(() => throttle.attempt(address, key, now, authenticate));
  const right = (sent: Attempt = {}): Promise<string> => attempt(sent, async () => {});
  const wrong = (sent: Attempt = {}): Promise<string> =>
    attempt(sent, async () => {
      throw new UnrecognizedClientException("Wrong.");
    });
  const wrongTimes = async (times: number, sent: Attempt = {}): Promise<void> => {
    for (let index = 0; index < times; index++) await wrong(sent);
  };
  return { throttle, right, wrong, wrongTimes };
}

describe("failures to authenticate", () => {
  it("hold a key back at the address where they happened, until a minute is over", async () => {
    const { throttle, right, wrong, wrongTimes } = throttled({ perKey: 3 });
    await wrongTimes(2);
    expect(await wrong()).toBe(WRONG);
    const refused = throttle.attempt("192.0.2.1", "KEY", at(10.5), async () => {});
    await expect(refused).rejects.toMatchObject({
      message: `${TOO_OFTEN.slice("RateLimitExceededException: ".length)}50 s.`,
      headers: { "retry-after": "50" },
    });
    expect(await right({ now: at(60) })).toBe("no error");
  });

  it("cost nothing any more where there were too many", async () => {
    const { throttle, wrongTimes } = throttled({ perKey: 3 });
    await wrongTimes(3);
    let authentications = 0;
    const counted = async (): Promise<void> => {
      authentications += 1;
    };
    await throttle.attempt("192.0.2.1", "KEY", NOON, counted).catch(() => {});
    expect(authentications).toBe(0);
  });

  it("hold nobody back for longer than a minute where the clock is set back by an hour", async () => {
    const { right, wrong, wrongTimes } = throttled({ perKey: 3 });
    await wrongTimes(3);
    expect(await wrong({ now: at(-3600) })).toBe(WRONG);
    expect(await right({ now: at(-3599) })).toBe("no error");
  });

  it("do not lock the key's owner out elsewhere", async () => {
    const { right, wrongTimes } = throttled({ perKey: 3 });
    await wrongTimes(50);
    expect(await right({ address: "192.0.2.2" })).toBe("no error");
  });

  it("do not lock those out who have succeeded with the key at the address, and tell others nothing more", async () => {
    const { right, wrong, wrongTimes } = throttled({ perKey: 3 });
    await right();
    await wrongTimes(3);
    expect(await wrong()).toContain(TOO_OFTEN);
    expect(await right()).toBe("no error");
    expect(await wrong()).toContain(TOO_OFTEN);
  });

  it("hold an address back that tries many keys, but not those who succeeded there", async () => {
    const { right, wrong } = throttled({ perAddress: 5 });
    await right({ key: "GOOD" });
    for (let index = 0; index < 5; index++) await wrong({ key: `KEY${index}` });
    expect(await right({ key: "ANOTHER" })).toContain(TOO_OFTEN);
    expect(await right({ key: "GOOD" })).toBe("no error");
  });

  it("are not counted where nobody could tell who it was", async () => {
    const { throttle, right } = throttled({ perKey: 1 });
    const away = (): Promise<never> => Promise.reject(new Error("The database is away."));
    expect(await failure(() => throttle.attempt("192.0.2.1", "KEY", NOON, away))).toContain("is away");
    expect(await right()).toBe("no error");
  });

  it("count for an IPv6 network, of which one person has many addresses", async () => {
    const { right, wrong } = throttled({ perAddress: 2 });
    await wrong({ address: "2001:db8:0:1::1", key: "A" });
    await wrong({ address: "2001:db8:0:1:ffff::2", key: "B" });
    expect(await right({ address: "2001:db8::1:0:0:0:3", key: "C" })).toContain(TOO_OFTEN);
    expect(await right({ address: "2001:db8:0:2::1", key: "C" })).toBe("no error");
  });
});
