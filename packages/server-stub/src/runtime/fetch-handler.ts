import type { HandlerOptions } from "./handler-options.js";
import { isFieldName } from "./header-fields.js";
import type { ServiceDefinition } from "./operation.js";
import { SerializationException } from "./protocol-exceptions.js";
import { isServiceException } from "./service-exception.js";
import { type Implementation, ServiceHandler } from "./service-handler.js";
import { BodyCollector, type TransportRequest } from "./transport.js";

/**
 * A handler in the style of `fetch`: a function from a `Request` to a `Response`. The adapters for other carriers
 * use what it stands on.
 */
export interface FetchHandler {
  (request: Request): Promise<Response>;
  /** The handler behind all adapters. */
  readonly serviceHandler: ServiceHandler;
}

/** Makes a handler out of a service's definition and a service object. */
export function createFetchHandler(
  service: ServiceDefinition,
  implementation: Implementation,
  options?: HandlerOptions<never>,
): FetchHandler {
  const serviceHandler = new ServiceHandler(service, implementation, options);
  const handle = async (request: Request): Promise<Response> => {
    const { status, headers, body } = await serviceHandler.handle(transportRequest(request));
    return new Response(body, { status, headers });
  };
  return Object.assign(handle, { serviceHandler });
}

function transportRequest(request: Request): TransportRequest {
  const headers = {
    // `Headers` throws for what can be no field's name; such a field is not there.
    get: (name: string): string | undefined =>
      isFieldName(name) ? (request.headers.get(name) ?? hostOf(request, name)) : undefined,
    entries: () => request.headers.entries(),
  };
  return {
    method: request.method,
    get url() {
      const { pathname, search } = new URL(request.url);
      return `${pathname}${search}`;
    },
    headers,
    signal: request.signal,
    readBody(maxBytes, receive, refuse) {
      bodyOf(request, maxBytes, headers.get("content-length")).then(receive, refuse);
    },
  };
}

async function bodyOf(request: Request, maxBytes: number, declaredLength: string | undefined): Promise<Uint8Array> {
  const collector = new BodyCollector(maxBytes, declaredLength);
  const reader = request.body?.getReader();
  if (reader === undefined) return collector.bytes();
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) collector.add(chunk.value);
  } catch (error) {
    // Nothing waits for that: some streams never end it.
    reader.cancel().catch(() => undefined);
    if (isServiceException(error)) throw error;
    throw new SerializationException("The request's body ended early.", { cause: error });
  }
  return collector.bytes();
}

/** Many runtimes have the host in the URL alone. */
function hostOf({ url }: Request, name: string): string | undefined {
  return name.toLowerCase() === "host" ? new URL(url).host : undefined;
}
