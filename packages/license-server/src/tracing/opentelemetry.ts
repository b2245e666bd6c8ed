import { AsyncLocalStorage } from "node:async_hooks";
import type { OperationCall } from "@borrow-license/server-stub";
import { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Tracing } from "./tracing.js";

/**
 * Sends traces to the collector that `OTEL_EXPORTER_OTLP_ENDPOINT` names, as OpenTelemetry's own variables say. Spans
 * have names of operations and errors and request IDs, and nothing of inputs, outputs and credentials.
 *
 * It sets nothing global, so that servers in one process do not share their traces.
 */
export function startOpenTelemetry(serviceName: string): Tracing {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const tracer = provider.getTracer("@borrow-license/license-server");
  const propagator = new W3CTraceContextPropagator();
  const active = new AsyncLocalStorage<Context>();

  const within = async (span: Span, parent: Context, run: () => unknown): Promise<unknown> => {
    try {
      return await active.run(trace.setSpan(parent, span), run);
    } catch (error) {
      noteError(span, error);
      throw error;
    } finally {
      span.end();
    }
  };
  return {
    interceptor({ context: { headers, requestId }, next, operation }: OperationCall) {
      const parent = propagator.extract(ROOT_CONTEXT, headers, {
        get: (carrier, name) => carrier.get(name),
        keys: () => [],
      });
      const attributes = { "rpc.method": operation, "aws.request_id": requestId };
      return within(tracer.startSpan(operation, { kind: SpanKind.SERVER, attributes }, parent), parent, next);
    },
    around: (subject) => (method, _args, call) => {
      const parent = active.getStore() ?? ROOT_CONTEXT;
      return within(tracer.startSpan(`${subject} ${method}`, {}, parent), parent, call);
    },
    close: () => provider.shutdown(),
  };
}

/** The name alone: a message can quote what was sent. */
function noteError(span: Span, error: unknown): void {
  span.setAttribute("error.type", error instanceof Error ? error.name : "unknown");
  span.setStatus({ code: SpanStatusCode.ERROR });
}
