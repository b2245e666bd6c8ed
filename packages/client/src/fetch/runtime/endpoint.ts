import { ConfigurationError } from "./client-errors.js";
import type { EndpointParameters } from "./operation.js";

/** Where requests go, as far as the client's settings say it. */
export interface Endpoint {
  readonly protocol: string;
  /** The host with its port, where that is not the protocol's own. */
  readonly host: string;
  /** The path, which ends with a slash. */
  readonly path: string;
}

/**
 * The endpoint of a URL.
 *
 * @throws {ConfigurationError} for anything but an http or https URL of a host, a port and a path
 */
export function endpointOf(url: string): Endpoint {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isUsable =
    parsed !== undefined && /^https?:$/.test(parsed.protocol) && !`${parsed.username}${parsed.search}${parsed.hash}`;
  if (!isUsable) {
    throw new ConfigurationError("`endpoint` has to be an http or https URL of a host, a port and a path.");
  }
  return { protocol: parsed.protocol, host: parsed.host, path: parsed.pathname.replace(/\/?$/, "/") };
}

/** A part of an endpoint's host that comes from the caller: one label of letters, digits and hyphens (RFC 1123). */
export function hostLabel(name: string, value: unknown): string {
  if (typeof value !== "string" || !/^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(value)) {
    throw new ConfigurationError(
      `${name} becomes part of the endpoint's host. Give 1 to 63 letters, digits and hyphens, without a hyphen at the ends.`,
    );
  }
  return value;
}

/** For a service without rules: the caller's own endpoint. */
export function customEndpoint({ Endpoint }: EndpointParameters): string {
  if (Endpoint === undefined) throw new ConfigurationError("This service needs `endpoint` in the client's settings.");
  return Endpoint;
}
