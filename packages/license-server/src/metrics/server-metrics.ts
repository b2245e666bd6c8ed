import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Around } from "../observation/around-methods.js";
import type { SeatsInUse } from "./seats-in-use.js";

/** What a server counts and measures, in the format that Prometheus reads. */
export interface ServerMetrics {
  /** Counts an answered request. */
  readonly request: (request: MeasuredRequest) => void;
  /** Measures the methods of a store. */
  readonly store: Around;
  /** Measures the methods of what signs. */
  readonly signing: Around;
  /** All of it as text. */
  readonly text: () => Promise<string>;
  /** The text's media type. */
  readonly contentType: string;
}

export interface MeasuredRequest {
  /** The operation's name, or `undefined` where the request names none. */
  readonly operation: string | undefined;
  /** The name of the error that was answered, if any. */
  readonly errorName: string | undefined;
  readonly durationMs: number;
}

/** Upper bounds in seconds: from a read in memory to a client's usual patience. */
const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * Starts to measure.
 *
 * @param seats tells at each reading what is in use
 */
export function createServerMetrics(seats: () => Promise<readonly SeatsInUse[]>): ServerMetrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const requests = new Counter({
    name: "borrow_license_requests_total",
    help: "Requests by operation and outcome: ok, or the name of the error.",
    labelNames: ["operation", "outcome"],
    registers: [register],
  });
  const requestSeconds = new Histogram({
    name: "borrow_license_request_duration_seconds",
    help: "Time from a request's arrival to its answer.",
    labelNames: ["operation"],
    buckets: SECONDS,
    registers: [register],
  });
  const refreshSeats = seatGauges(register, seats);
  return {
    request({ durationMs, errorName = "ok", operation = "none" }) {
      requests.inc({ operation, outcome: errorName });
      requestSeconds.observe({ operation }, durationMs / 1000);
    },
    store: storeAround(register),
    signing: signingAround(register),
    async text() {
      await refreshSeats();
      return register.metrics();
    },
    contentType: register.contentType,
  };
}

/** Answers what brings the gauges up to date. Both follow from one look at the store. */
function seatGauges(register: Registry, seats: () => Promise<readonly SeatsInUse[]>): () => Promise<void> {
  const labelNames = ["license", "entitlement"] as const;
  const registers = [register];
  const inUseGauge = new Gauge({
    name: "borrow_license_seats_in_use",
    help: "What is borrowed of a license's counted entitlements, of the licenses borrowed last.",
    labelNames,
    registers,
  });
  const maximumGauge = new Gauge({
    name: "borrow_license_seats_maximum",
    help: "MaxCount of the same entitlements; 0 is no limit.",
    labelNames,
    registers,
  });
  return async () => {
    // All else is worth knowing most when the store does not answer.
    const present = await seats().catch(() => []);
    inUseGauge.reset();
    maximumGauge.reset();
    for (const { entitlement, inUse, license, maximum } of present) {
      inUseGauge.set({ license, entitlement }, inUse);
      maximumGauge.set({ license, entitlement }, maximum);
    }
  };
}

function storeAround(register: Registry): Around {
  const seconds = new Histogram({
    name: "borrow_license_store_duration_seconds",
    help: "Time that the store took, by method.",
    labelNames: ["method"],
    buckets: SECONDS,
    registers: [register],
  });
  const errors = new Counter({
    name: "borrow_license_store_errors_total",
    help: "Calls of the store that failed, by method.",
    labelNames: ["method"],
    registers: [register],
  });
  return async (method, _args, call) => {
    const end = seconds.startTimer({ method });
    try {
      return await call();
    } catch (error) {
      errors.inc({ method });
      throw error;
    } finally {
      end();
    }
  };
}

function signingAround(register: Registry): Around {
  const waiting = new Gauge({
    name: "borrow_license_signatures_pending",
    help: "Tokens that are being signed or wait for it.",
    registers: [register],
  });
  const seconds = new Histogram({
    name: "borrow_license_signature_duration_seconds",
    help: "Time that a signature took, waiting included.",
    buckets: SECONDS,
    registers: [register],
  });
  return (method, _args, call) => (method === "issue" ? measured(call) : call());

  async function measured(call: () => unknown): Promise<unknown> {
    waiting.inc();
    const end = seconds.startTimer();
    try {
      return await call();
    } finally {
      waiting.dec();
      end();
    }
  }
}
