import { RedirectException } from "@borrow-license/server-stub";
import { invalidParameter, quoted } from "../domain/invalid-parameter.js";
import type { License } from "../domain/license.js";
import type { OperationEnvironment } from "./operation-environment.js";

/**
 * Checks that a new license is to be kept by this server's region.
 *
 * @throws RedirectException when a peer serves the license's region
 * @throws InvalidParameterValueException when nobody known does
 */
export function checkNewHomeRegion({ peers, region }: OperationEnvironment, homeRegion: string): void {
  if (homeRegion === region) return;
  const Location = peers.get(homeRegion);
  if (Location !== undefined) throw new RedirectException({ Location, Message: elsewhere("The license", homeRegion) });
  throw invalidParameter(
    "HomeRegion",
    `is ${quoted(homeRegion)}, and this server serves ${region} and knows no server of that region`,
    `Give ${quoted(region)}, or call the server of the license's region`,
  );
}

/**
 * Checks that a license that is not here is not kept by a peer.
 *
 * @param homeRegion where the caller takes it to be kept
 * @throws RedirectException when a peer serves that region
 */
export function checkPeer({ peers, region }: OperationEnvironment, arn: string, homeRegion: string): void {
  const Location = homeRegion === region ? undefined : peers.get(homeRegion);
  if (Location === undefined) return;
  throw new RedirectException({ Location, Message: elsewhere(`The license ${arn}`, homeRegion) });
}

/**
 * Checks that a license is kept by this server's region.
 *
 * @throws RedirectException when it is not, with a `Location` where the region's server is known
 */
export function checkHomeRegion({ peers, region }: OperationEnvironment, { arn, terms }: License): void {
  if (terms.homeRegion === region) return;
  const Location = peers.get(terms.homeRegion);
  const Message = elsewhere(`The license ${arn}`, terms.homeRegion);
  throw new RedirectException({ ...(Location === undefined ? {} : { Location }), Message });
}

function elsewhere(license: string, homeRegion: string): string {
  return `${license} has its home in the region ${homeRegion}. Send the request to that region's server.`;
}
