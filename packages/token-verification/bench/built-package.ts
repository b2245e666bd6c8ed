// The built package, which is what applications get, with the types of its sources.
import type * as Verification from "../src/index.js";
import type * as Issuing from "../src/issuer/index.js";
import type * as NodeEntry from "../src/node/index.js";

function built<Module>(path: string): Promise<Module> {
  return import(new URL(`../dist/${path}`, import.meta.url).href);
}

export const verification: typeof Verification = await built("index.js");
export const nodeEntry: typeof NodeEntry = await built("node/index.js");
export const issuing: typeof Issuing = await built("issuer/index.js");
