// One contender, started by processTurns. Each sample is the time of one call, in microseconds.
import { answerTurns } from "@borrow-license/bench/process-turns";
import { REQUEST, REQUEST_BYTES, RESPONSE } from "./checkout.ts";

const WARM_UP_CALLS = 60_000;
const CALLS = 5_000;

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

async function stubWith(body: Uint8Array, status: number): Promise<() => void> {
  const { callStub } = await import("./stub-call.ts");
  return () => {
    const answer = callStub(body);
    if (answer.status !== status) throw new Error(`${answer.status}: ${Buffer.from(answer.bytes)}`);
  };
}

const CONTENDERS: Readonly<Record<string, () => Promise<() => unknown>>> = {
  bare: async () => () => {
    const request = JSON.parse(REQUEST_BYTES.toString()) as unknown;
    return request === undefined ? undefined : Buffer.from(JSON.stringify(RESPONSE));
  },
  "this package": () => stubWith(REQUEST_BYTES, 200),
  "one violated constraint": () => stubWith(bytes({ ...REQUEST, LicenseArn: "license-7" }), 400),
  "all constraints violated": () =>
    stubWith(
      bytes({
        LicenseArn: "license-7",
        Entitlements: [{ Unit: "Dozens" }, { Unit: "Pairs" }],
        DigitalSignatureMethod: "JWT_PS384",
        CheckoutMetadata: REQUEST.CheckoutMetadata,
        ClientToken: "a b",
      }),
      400,
    ),
};

const contend = await CONTENDERS[process.argv[2] ?? ""]?.();
if (contend === undefined) throw new Error(`Name one of ${Object.keys(CONTENDERS).join(", ")}.`);

run(WARM_UP_CALLS);
answerTurns(() => ({ time: (run(CALLS) / CALLS) * 1000 }));

/** @returns how long the calls took, in milliseconds */
function run(calls: number): number {
  const start = performance.now();
  for (let call = 0; call < calls; call += 1) contend?.();
  return performance.now() - start;
}
