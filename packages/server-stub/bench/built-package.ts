// The built package, which is what servers run, with the types of its sources.
import type * as Stub from "../src/index.js";
import type * as NodeEntry from "../src/node/index.js";
import type * as Runtime from "../src/runtime/index.js";

function built<Module>(path: string): Promise<Module> {
  return import(new URL(`../dist/${path}`, import.meta.url).href);
}

export const stub: typeof Stub = await built("index.js");
export const nodeEntry: typeof NodeEntry = await built("node/index.js");
export const runtime: typeof Runtime = await built("runtime/index.js");
