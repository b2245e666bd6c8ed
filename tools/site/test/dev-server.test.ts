import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePort } from "../../rehearsals/src/free-port.ts";

const SITE = join(import.meta.dirname, "..");
/** A page of nobody, beside the written ones. */
const DRAFT = join(SITE, "..", "..", "docs", `draft-${process.pid}.md`);

let server: ChildProcess;
let address: string;

beforeAll(async () => {
  writeFileSync(DRAFT, "# A draft\n\nIts first sentence.\n");
  const port = await freePort();
  address = `http://localhost:${port}`;
  server = spawn(process.execPath, ["src/build.ts", "--serve", "--port", String(port)], { cwd: SITE, stdio: "ignore" });
});
afterAll(async () => {
  rmSync(DRAFT, { force: true });
  server.kill();
  if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
});

/** The page as the server gives it to a browser, once it has a text. */
async function pageWith(text: string): Promise<string> {
  for (;;) {
    const page = await fetch(`${address}/draft-${process.pid}.md`, { headers: { "sec-fetch-dest": "script" } })
      .then((response) => response.text())
      .catch(() => "");
    if (page.includes(text)) return page;
    await wait(200);
  }
}

it("shows what is written in docs while somebody writes it", async () => {
  expect(await pageWith("Its first sentence.")).not.toContain("Its second sentence.");
  writeFileSync(DRAFT, "# A draft\n\nIts second sentence.\n");
  expect(await pageWith("Its second sentence.")).not.toContain("Its first sentence.");
});
