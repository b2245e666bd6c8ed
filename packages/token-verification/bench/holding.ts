import type { Result } from "@borrow-license/bench/report";
import { verification } from "./built-package.ts";
import { compare } from "./compare.ts";
import { issued, NODE } from "./tokens.ts";

/** What an application asks at every use of a feature, against the reading of two clocks, of which it cannot do without. */
export async function holding(): Promise<readonly Result[]> {
  const { token, publicKeyPem } = await issued(2048);
  let stored: string | undefined;
  const license = await verification.BorrowedLicense.open({
    token,
    keys: publicKeyPem,
    nodeId: NODE,
    state: {
      read: async () => stored,
      write: async (text) => {
        stored = text;
      },
    },
  });
  const results = await compare({
    name: "held license",
    baseline: "two clocks",
    contenders: {
      "two clocks": () => Date.now() + performance.now(),
      allows: () => license.allows("seats", 2),
    },
    calls: 100_000,
    goals: { allows: { rate: 5_000_000 } },
  });
  license.close();
  return results;
}
