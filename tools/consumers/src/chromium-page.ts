import { type Browser, chromium } from "playwright-core";

/** Starts the Chromium of this machine, or the one that the environment variable `CHROMIUM` names. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    // Chromium's sandbox does not start for root, as which continuous integration often runs.
    chromiumSandbox: process.getuid?.() !== 0,
  });
}
