import fc from "fast-check";
import { it } from "vitest";
import type { Storage } from "../../src/storage/open-storage.js";
import { type Call, CallTogether, Examine, ModelState, SetClock } from "./license-commands.js";
import type { LicenseModel, ModelTerms, Operation } from "./license-model.js";
import { ServiceUnderTest } from "./service-under-test.js";

const HOUR = 3600;

const terms: fc.Arbitrary<ModelTerms> = fc.record({
  maxCount: fc.constantFrom(0, 1, 3, 5),
  overage: fc.boolean(),
  isAvailable: fc.constantFrom(true, true, true, false),
  allowEarlyCheckIn: fc.constantFrom(true, true, false),
  minutes: fc.constantFrom(1, 30, 90),
  end: fc.constantFrom(2 * HOUR, 1000 * HOUR),
});
/** Few, so that requests are repeated and tokens are used again for something else. */
const token = fc.nat({ max: 7 });
const source = fc.constantFrom("any", "any", "any", "stale") as fc.Arbitrary<"any" | "stale">;
const kind = fc.constantFrom("BORROW", "BORROW", "PROVISIONAL", "PERPETUAL") as fc.Arbitrary<
  "BORROW" | "PERPETUAL" | "PROVISIONAL"
>;
/** Stands for one of those that there are. */
const index = fc.nat({ max: 1000 });

const call = (operation: fc.Arbitrary<Pick<Call, "operation" | "text">>): fc.Arbitrary<Call> =>
  fc
    .tuple(operation, fc.nat({ max: 1 }), fc.constantFrom(0, 0, 0, 0, HOUR, -HOUR, 1))
    .map(([made, process, skew]) => ({ ...made, process, skew }));

const create = fc
  .tuple(fc.nat({ max: 2 }), terms)
  .map(([number, { isAvailable, ...chosen }]) => [number, { ...chosen, isAvailable: true }] as const)
  .map(([number, chosen]) => always({ name: "create", token: number, terms: chosen, isTimed: number !== 0 }));
const version = fc.tuple(index, token, terms, source).map(([which, number, chosen, from]) =>
  ofLicense(which, `version ${number}`, (license) => ({
    name: "version",
    token: number,
    license,
    terms: chosen,
    source: from,
  })),
);
const remove = fc
  .tuple(index, source)
  .map(([which, from]) => ofLicense(which, "delete", (license) => ({ name: "delete", license, source: from })));
const checkout = fc
  .tuple(index, token, kind, fc.integer({ min: 1, max: 3 }), fc.boolean())
  .map(([which, number, how, seats, withFeature]) =>
    ofLicense(which, `checkout ${how} ${number} of ${seats}`, (license) => ({
      name: "checkout",
      token: number,
      license,
      kind: how,
      seats,
      withFeature,
    })),
  );
/** A request that had an effect, once more. */
const repeat = index.map((which) => ({
  text: `repeat ${which}`,
  operation: (model: LicenseModel): Operation | undefined => {
    const body = nth([...model.answered.values()], which)?.body;
    return body === undefined ? undefined : (JSON.parse(body) as Operation);
  },
}));
const checkIn = index.map((which) => ofLease(which, "check in", (lease) => ({ name: "checkIn", lease })));
const extend = fc
  .tuple(index, fc.boolean())
  .map(([which, isDryRun]) => ofLease(which, "extend", (lease) => ({ name: "extend", lease, isDryRun })));
const usage = index.map((which) => ofLicense(which, "usage", (license) => ({ name: "usage", license })));

const anyCall: fc.Arbitrary<Call> = call(
  fc.oneof(
    { weight: 8, arbitrary: checkout },
    { weight: 3, arbitrary: repeat },
    { weight: 4, arbitrary: checkIn },
    { weight: 2, arbitrary: extend },
    { weight: 2, arbitrary: version },
    { weight: 1, arbitrary: create },
    { weight: 1, arbitrary: remove },
    { weight: 1, arbitrary: usage },
  ),
);

const commands = fc.commands(
  [
    call(create).map((one) => new CallTogether([one])),
    anyCall.map((one) => new CallTogether([one])),
    anyCall.map((one) => new CallTogether([one])),
    fc.array(anyCall, { minLength: 2, maxLength: 5 }).map((calls) => new CallTogether(calls)),
    fc.array(anyCall, { minLength: 2, maxLength: 5 }).map((calls) => new CallTogether(calls)),
    fc.constantFrom(1, 59, 1800, HOUR, -HOUR, -1).map((seconds) => new SetClock(seconds)),
    fc.constant(new Examine()),
  ],
  { maxCommands: 40, size: "max" },
);

/**
 * Calls a service as chance has it, alone and together, by two processes on one database, whose clocks are set and are
 * off, and compares what it answers with the model.
 *
 * @param open opens one empty database, once for each process
 * @param numRuns how many stories to make up
 */
export function licenseModelContract(name: string, open: () => Promise<readonly Storage[]>, numRuns: number): void {
  it(`services on ${name} answer what the model answers, one after the other and at the same time`, async () => {
    const storages = await open();
    let account = 100_000_000_000;
    const property = fc.asyncProperty(commands, fc.array(fc.nat({ max: 3 }), { minLength: 1 }), (chosen, pauses) =>
      fc.asyncModelRun(() => {
        account += 1;
        const real = new ServiceUnderTest(storages, String(account), again(pauses));
        return { model: new ModelState(), real };
      }, [...chosen, new Examine()]),
    );
    await fc.assert(property, { numRuns });
    for (const storage of storages) await storage.close();
  }, 300_000);
}

function* again(values: readonly number[]): Generator<number> {
  for (;;) yield* values;
}

function always(operation: Operation): Pick<Call, "operation" | "text"> {
  return { operation: () => operation, text: operation.name };
}

function ofLicense(
  which: number,
  text: string,
  make: (license: string) => Operation,
): Pick<Call, "operation" | "text"> {
  return {
    text: `${text} (license ${which})`,
    operation(model) {
      const license = nth([...model.licenses.keys()], which);
      return license === undefined ? undefined : make(license);
    },
  };
}

function ofLease(which: number, text: string, make: (lease: string) => Operation): Pick<Call, "operation" | "text"> {
  return {
    text: `${text} (lease ${which})`,
    operation(model) {
      const lease = nth([...model.leases.keys()], which);
      return lease === undefined ? undefined : make(lease);
    },
  };
}

function nth<Value>(values: readonly Value[], which: number): Value | undefined {
  return values[which % Math.max(1, values.length)];
}
