import { generateKeyPairSync } from "node:crypto";

/** As many as the file of tests that asks for the most. Further ones are generated there. */
const PAIRS = 6;

/** Generates RSA keys of 2048 bits once for all mutants; `rsaKeys` takes them. Nothing of them is written to a file. */
export default function shareKeys(): void {
  const keys = Array.from({ length: PAIRS }, () => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey);
  process.env["SHARED_TEST_KEYS"] = JSON.stringify(keys.map((key) => key.export({ type: "pkcs8", format: "pem" })));
}
