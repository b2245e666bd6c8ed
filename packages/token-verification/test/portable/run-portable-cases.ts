// Runs the cases against the built package, in whatever runtime imports this.
import { nodeCases } from "./node-cases.js";
import { type Modules, type PortableCase, portableCases } from "./portable-cases.js";

/** What came of the cases. */
export interface Outcome {
  readonly passed: number;
  readonly failures: readonly string[];
}

/** A module of the built package, which is two folders further up. */
function built<Module>(path: string): Promise<Module> {
  return import(new URL(`../../dist/${path}`, import.meta.url).href);
}

async function allCases(): Promise<readonly PortableCase[]> {
  const verification = await built<Modules["verification"]>("index.js");
  const issuing = await built<Modules["issuing"]>("issuer/index.js");
  const cases = await portableCases({ verification, issuing });
  // Node.js 20 has no navigator, and the others have.
  const isNode = !("navigator" in globalThis) || navigator.userAgent.startsWith("Node.js/");
  return isNode ? [...cases, ...(await nodeCases(await built("node/index.js")))] : cases;
}

async function failureOf({ name, run }: PortableCase): Promise<string[]> {
  try {
    await run();
    return [];
  } catch (error) {
    return [`${name}: ${error}`];
  }
}

async function runAll(): Promise<Outcome> {
  const cases = await allCases();
  const failures: string[] = [];
  for (const portableCase of cases) failures.push(...(await failureOf(portableCase)));
  return { passed: cases.length - failures.length, failures };
}

export const outcome: Promise<Outcome> = runAll();
