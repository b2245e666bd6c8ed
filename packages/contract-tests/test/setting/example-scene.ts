import type { CreateLicenseCommandInput } from "@borrow-license/client";
import type { LicenseServiceOptions } from "@borrow-license/license-server";
import { examples } from "../../src/generated/index.js";
import type { ClientModule } from "./clients.js";
import type { OperationName } from "./operations.js";
import { borrowRequest } from "./requests.js";
import type { Scene } from "./scene.js";

type Prepare = (scene: Scene) => Promise<unknown>;

/** When the examples happen. */
const NOW = "2026-01-31T12:00:00Z";
const DIGITS = "0123456789abcdef0123456789abcdef";

/** Opens a scene of the examples, and brings it to where an example begins. */
export async function exampleScene(
  scene: (module: ClientModule, options?: Partial<LicenseServiceOptions>) => Promise<Scene>,
  module: ClientModule,
  title: string,
): Promise<Scene> {
  // The first license and the first checkout have the identities that the examples show.
  const counts = new Map<number, number>();
  const random = (length: number): Uint8Array => {
    const count = counts.get(length) ?? 0;
    counts.set(length, count + 1);
    const bytes = Uint8Array.from(Buffer.from(DIGITS, "hex").subarray(0, length));
    bytes[bytes.length - 1] = ((bytes.at(-1) ?? 0) + count) % 256;
    return bytes.length === length ? bytes : new Uint8Array(length).fill(count);
  };
  const opened = await scene(module, { random });
  opened.cloud.setTime(NOW);
  const prepare = PREPARATIONS[title];
  if (prepare === undefined) throw new Error(`No preparation is written for the example ${JSON.stringify(title)}.`);
  await prepare(opened);
  return opened;
}

/** The request or the answer of an example. */
function example(title: string): (typeof examples)[number] {
  const found = examples.find((each) => each.title === title);
  if (found === undefined) throw new Error(`The model has no example ${JSON.stringify(title)}.`);
  return found;
}

const nothing: Prepare = async () => undefined;

/** Executes another example. */
const after =
  (...titles: readonly string[]): Prepare =>
  async ({ send }) => {
    for (const title of titles) await send(example(title).operation as OperationName, example(title).input);
  };

/** Creates the license of the examples, with other terms. */
const license =
  (change: Partial<CreateLicenseCommandInput>): Prepare =>
  async ({ send }) =>
    send("CreateLicense", { ...example(CREATE).input, ...change });

const all =
  (...steps: readonly Prepare[]): Prepare =>
  async (scene) => {
    for (const step of steps) await step(scene);
  };

/** Lets time pass. */
const at =
  (time: string): Prepare =>
  async ({ cloud }) =>
    cloud.setTime(time);

const CREATE = "Create a license that can be borrowed";
const BORROW = "Borrow two seats and a feature";
const CHECKOUT = "Check out a seat";
const SUSPEND = "Suspend a license";
const KEPT = { BorrowConfiguration: { AllowEarlyCheckIn: false, MaxTimeToLiveInMinutes: 1440 } };
const PROVISIONAL = license({ ConsumptionConfiguration: { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } } });

/** What happens before each example, by its title. */
export const PREPARATIONS: Readonly<Record<string, Prepare>> = {
  [BORROW]: after(CREATE),
  "Ask for more than is left": after(CREATE),
  "Borrow from a license that does not exist": after(CREATE),
  "Return what was borrowed": after(CREATE, BORROW),
  "Return what has to be kept": all(license({ ConsumptionConfiguration: KEPT }), after(BORROW)),
  [CHECKOUT]: PROVISIONAL,
  "Check out a product without a license": PROVISIONAL,
  "Keep a seat": all(PROVISIONAL, after(CHECKOUT), at("2026-01-31T12:30:00Z")),
  "Prolong what was borrowed": after(CREATE, BORROW),
  [CREATE]: nothing,
  "Create a license that ends before it begins": nothing,
  "Get a license": after(CREATE),
  "Get a version that does not exist": after(CREATE),
  "See what is in use": all(after(CREATE), async ({ send }) => {
    const [LicenseArn = ""] = Object.values(example("See what is in use").input) as string[];
    const Entitlements = [{ Name: "seats", Value: "2", Unit: "Count" as const }];
    await send("CheckoutBorrowLicense", borrowRequest(LicenseArn, { Entitlements }));
  }),
  "Ask for the usage of a license that does not exist": after(CREATE),
  [SUSPEND]: after(CREATE),
  "Change a version that is not the latest": after(CREATE, SUSPEND),
  "List the latest version": after(CREATE, SUSPEND),
  "Ask for a page that was not answered": after(CREATE),
  "List the licenses of a product": after(CREATE),
  "List by a filter that does not exist": nothing,
  "Delete a license": after(CREATE, SUSPEND),
  "Delete a version that is not the latest": after(CREATE, SUSPEND),
};
