import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CLOUD_PAYLOAD, rsaKeys, signedToken } from "./tokens.js";

const { privateKey, publicKey } = rsaKeys();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "held-license-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("holds a license in files, across processes that end by themselves", async () => {
  const instant = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19);
  const token = signedToken(privateKey, { ...CLOUD_PAYLOAD, issuedAt: instant(-1), expiration: instant(24) });
  await writeFile(join(folder, "license.jwt"), token);
  await writeFile(join(folder, "issuer.pem"), publicKey.export({ type: "spki", format: "pem" }));
  const program = `
    import { readFileSync } from "node:fs";
    import { BorrowedLicense, textFile } from ${JSON.stringify(new URL("../dist/node/index.js", import.meta.url).href)};
    const license = await BorrowedLicense.open({
      file: textFile("license.jwt"),
      keys: readFileSync("issuer.pem", "utf8"),
      nodeId: "workstation-7",
      state: textFile("license.state"),
      missingState: process.argv[2],
    });
    console.log(license.allows("seats", 2), license.status);`;
  await writeFile(join(folder, "program.mjs"), program);
  const run = (missingState: string) =>
    promisify(execFile)(process.execPath, ["program.mjs", missingState], { cwd: folder, timeout: 15_000 });
  await expect(run("refuse")).rejects.toMatchObject({ stderr: expect.stringContaining("state-missing") });
  expect((await run("first-use")).stdout).toBe("true valid\n");
  expect((await run("refuse")).stdout).toBe("true valid\n");
  expect((await readdir(folder)).sort()).toEqual(["issuer.pem", "license.jwt", "license.state", "program.mjs"]);
  expect(await readFile(join(folder, "license.state"), "utf8")).toMatch(/^1 \S+Z \S{43}\n$/);
});
