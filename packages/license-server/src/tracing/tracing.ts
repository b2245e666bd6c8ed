import type { Interceptor } from "@borrow-license/server-stub";
import type { Around } from "../observation/around-methods.js";

/** Follows requests through the server, for a collector of traces. */
export interface Tracing {
  /** Makes a span of each operation, below the caller's where the request names that. */
  readonly interceptor: Interceptor;
  /** Makes spans of an object's methods, below the operation's: `store addLease`. */
  readonly around: (subject: string) => Around;
  /** Sends what was not sent yet. */
  readonly close: () => Promise<void>;
}

/** Whether the environment names a collector (OpenTelemetry's specification of the OTLP exporter). */
export function isTracingConfigured(environment: Readonly<Record<string, string | undefined>>): boolean {
  if (environment["OTEL_SDK_DISABLED"] === "true" || environment["OTEL_TRACES_EXPORTER"] === "none") return false;
  return ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"].some(
    (variable) => (environment[variable] ?? "") !== "",
  );
}
