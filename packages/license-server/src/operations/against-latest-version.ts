/**
 * Does what depends on a license's latest version, and does it again where the license got a new one meanwhile.
 *
 * @param attempt answers `superseded` where it came too late and changed nothing
 */
export async function againstLatestVersion<Result>(attempt: () => Promise<Result | "superseded">): Promise<Result> {
  for (let count = 1; count <= MAXIMUM_ATTEMPTS; count += 1) {
    const result = await attempt();
    if (result !== "superseded") return result;
  }
  throw new Error("The license got new versions faster than the request could be carried out.");
}

const MAXIMUM_ATTEMPTS = 5;
