// One sample of one contender, in a process of its own: what others compiled and allocated would distort it.
//
//   node in-process-sample.ts <contender>
//
// Prints the CPU time of one call, in microseconds, as JSON.
import { REQUEST, REQUEST_BYTES, RESPONSE } from "./checkout.ts";

const WARM_UP_CALLS = 60_000;
const CALLS = 120_000;

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

async function stubWith(body: Uint8Array, status: number): Promise<() => Promise<void>> {
  const { callStub } = await import("./stub-call.ts");
  return async () => {
    const answer = await callStub(body);
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

const contender = await CONTENDERS[process.argv[2] ?? ""]?.();
if (contender === undefined) throw new Error(`Name one of ${Object.keys(CONTENDERS).join(", ")}.`);

for (let call = 0; call < WARM_UP_CALLS; call += 1) {
  const answer = contender();
  if (answer instanceof Promise) await answer;
}
const before = process.threadCpuUsage();
for (let call = 0; call < CALLS; call += 1) {
  const answer = contender();
  if (answer instanceof Promise) await answer;
}
const { user, system } = process.threadCpuUsage(before);
console.log(JSON.stringify({ cpu: (user + system) / CALLS }));
