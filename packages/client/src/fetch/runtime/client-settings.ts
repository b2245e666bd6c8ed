import type { Credentials } from "./credentials.js";

/** How a client reaches its service. */
export interface ClientSettings {
  /** The region, such as `us-east-1`, or a function that finds it. Signatures name it. */
  readonly region?: string | (() => Promise<string>);
  /** The URL of a server of your own, in place of the region's endpoint, or a function that finds it. */
  readonly endpoint?: string | (() => Promise<string>);
  /**
   * Credentials, or a function that gets them. What it gives is kept until five minutes before its `expiration`. There
   * is no default: in a browser or a desktop application they come from the application.
   */
  readonly credentials?: Credentials;
  /** Whether to use the endpoint that conforms to FIPS 140. */
  readonly useFipsEndpoint?: boolean;
  /** Whether to use the endpoint that answers over IPv4 and IPv6. */
  readonly useDualstackEndpoint?: boolean;
  /** How many attempts a call has at most, the first one included. 3 unless given. */
  readonly maxAttempts?: number;
  /** How long one attempt may take, in milliseconds. Unlimited unless given. */
  readonly requestTimeout?: number;
  /** How long a call may take with all its attempts and pauses, in milliseconds. Unlimited unless given. */
  readonly timeout?: number;
  /** How many bytes a response may have. 16 MiB unless given. */
  readonly maxResponseBytes?: number;
  /** What the client takes from its surroundings; for tests, and to send through something else than `fetch`. */
  readonly environment?: Partial<Environment>;
}

/** What a call may set for itself. */
export interface SendOptions {
  /** Ends the call with an `AbortError`. */
  readonly abortSignal?: AbortSignal;
  /** In place of the client's. */
  readonly requestTimeout?: number;
  /** In place of the client's. */
  readonly timeout?: number;
}

/** What a client takes from its surroundings. */
export interface Environment {
  /** Sends a request, as the global `fetch` does. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A number from 0 to 1, which spreads retries. */
  readonly random: () => number;
  /** Waits that many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** The surroundings of every runtime. A `fetch` that is replaced later, as in tests, is found too. */
export const GLOBAL_ENVIRONMENT: Environment = {
  fetch: (url, init) => fetch(url, init),
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
