/** How to start the Chromium of this machine, or the one that the environment variable `CHROMIUM` names. */
export const CHROMIUM: { readonly executablePath: string; readonly chromiumSandbox: boolean } = {
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  // Chromium's sandbox does not start for root, as which continuous integration often runs.
  chromiumSandbox: process.getuid?.() !== 0,
};
