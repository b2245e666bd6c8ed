// The built package, which is what servers run, with the types of its sources.
import type * as Server from "../src/index.js";
import type * as OpenStorage from "../src/storage/open-storage.js";

function built<Module>(path: string): Promise<Module> {
  return import(new URL(`../dist/${path}`, import.meta.url).href);
}

export const server: typeof Server = await built("index.js");
export const openStorage: typeof OpenStorage.openStorage = (await built<typeof OpenStorage>("storage/open-storage.js"))
  .openStorage;
