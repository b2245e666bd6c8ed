import type { AnsweredRequest } from "@borrow-license/server-stub";
import type { GetRoutes } from "../http/get-routes.js";
import type { LicenseSigner } from "../signing/license-signer.js";
import type { LicenseStorage } from "../storage/licenses/license-storage.js";
import type { Tracing } from "../tracing/tracing.js";
import { type Around, aroundMethods } from "./around-methods.js";

/** What a server stands on, with what observes it in between. */
export interface Observation {
  readonly storage: LicenseStorage;
  readonly issuer: LicenseSigner;
  /** Gets each request once it is answered. */
  readonly onAnswer: (answered: AnsweredRequest) => void;
  /** Where the observations are read. */
  readonly routes: GetRoutes;
}

export interface ObservedParts {
  readonly storage: LicenseStorage;
  readonly issuer: LicenseSigner;
  readonly clock: () => Date;
}

/** The same parts, with spans of what they do. */
export function traced(parts: ObservedParts, tracing: Tracing | undefined): ObservedParts {
  if (tracing === undefined) return parts;
  const { issuer, storage } = parts;
  return {
    ...parts,
    storage: aroundMethods(storage, tracing.around("store")),
    issuer: aroundMethods(issuer, aroundIssue(tracing.around("signing"))),
  };
}

/** Each is a series for every entitlement, in whatever keeps the metrics. */
const MAXIMUM_LICENSES = 100;

/** Observes nothing. */
export function unobserved({ issuer, storage }: ObservedParts): Observation {
  return { storage, issuer, onAnswer: () => undefined, routes: new Map() };
}

/** Measures what a server does, for `/metrics`. What measures is loaded only here, because that takes a while. */
export async function measured({ clock, issuer, storage }: ObservedParts): Promise<Observation> {
  const [{ createServerMetrics }, { observeSeats }] = await Promise.all([
    import("../metrics/server-metrics.js"),
    import("../metrics/seats-in-use.js"),
  ]);
  const seats = observeSeats(storage, clock, MAXIMUM_LICENSES);
  const metrics = createServerMetrics(seats.read);
  const { contentType } = metrics;
  return {
    storage: aroundMethods(aroundMethods(storage, seats.around), metrics.store),
    issuer: aroundMethods(issuer, aroundIssue(metrics.signing)),
    onAnswer: metrics.request,
    routes: new Map([["/metrics", async () => ({ status: 200, contentType, body: await metrics.text() })]]),
  };
}

/** Signing alone: what else a signer is asked takes no time worth telling. */
function aroundIssue(around: Around): Around {
  return (method, args, call) => (method === "issue" ? around(method, args, call) : call());
}
