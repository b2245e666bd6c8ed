/** The license got new versions faster than a request could be carried out. */
export class SupersededError extends Error {
  override readonly name = "SupersededError";
}

/**
 * Does what depends on a license's latest version, and does it again where the license got a new one meanwhile.
 *
 * @param attempt answers `superseded` where it came too late and changed nothing
 * @throws SupersededError where it came too late again and again
 */
export async function againstLatestVersion<Result>(attempt: () => Promise<Result | "superseded">): Promise<Result> {
  for (let count = 1; count <= MAXIMUM_ATTEMPTS; count += 1) {
    const result = await attempt();
    if (result !== "superseded") return result;
  }
  throw new SupersededError("The license got new versions faster than the request could be carried out.");
}

/** Of those that come at once one succeeds each time, so the last of so many does too. */
const MAXIMUM_ATTEMPTS = 100;
