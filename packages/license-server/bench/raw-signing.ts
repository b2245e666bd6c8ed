// Raw signing in a process of its own: RSA-PSS with SHA-384 on all cores, nothing else. Each message is answered with a
// sample.
import { constants, generateKeyPairSync, sign } from "node:crypto";

/** As many as keep the thread pool busy. */
const IN_FLIGHT = 8;
/** As long as what is signed of the benchmark's checkouts. */
const DATA = Buffer.alloc(900, "a");

const [modulusLength = "3072", count = "1000"] = process.argv.slice(2);
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: Number(modulusLength) });
const key = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };

function signMany(signatures: number): Promise<void> {
  let started = 0;
  let ended = 0;
  return new Promise((resolve, reject) => {
    const next = (): void => {
      if (started === signatures) return;
      started += 1;
      sign("sha384", DATA, key, (error) => {
        if (error) reject(error);
        ended += 1;
        if (ended === signatures) resolve();
        else next();
      });
    };
    for (let index = 0; index < IN_FLIGHT; index += 1) next();
  });
}

async function sample(): Promise<{ readonly cpu: number; readonly throughput: number }> {
  const before = process.cpuUsage();
  const start = performance.now();
  await signMany(Number(count));
  const seconds = (performance.now() - start) / 1000;
  const { system, user } = process.cpuUsage(before);
  return { cpu: (system + user) / Number(count), throughput: Number(count) / seconds };
}

await signMany(200);
process.on("message", async () => process.send?.(await sample()));
process.on("disconnect", () => process.exit());
process.send?.("ready");
