import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import type { HttpHandlerOptions, HttpRequest, HttpResponse, RequestHandler } from "@smithy/types";
import { wire } from "./story.ts";

/** Sends requests as they are, and shows each and its answer. */
export class WireLog implements RequestHandler<HttpRequest, HttpResponse, HttpHandlerOptions> {
  readonly #inner = new FetchHttpHandler();

  async handle(request: HttpRequest, options?: HttpHandlerOptions): Promise<{ response: HttpResponse }> {
    wire(`→ ${request.method} ${request.path}  X-Amz-Target: ${request.headers["x-amz-target"] ?? ""}`);
    wire(`  ${shortened(bodyText(request.body))}`);
    const { response } = await this.#inner.handle(request as never, options);
    const body = await new Response(response.body as BodyInit).text();
    wire(`← ${response.statusCode}  ${shortened(body)}`);
    return { response: { ...response, body: new Blob([body]).stream() } };
  }
}

/** Clients hand a body over as text or as its bytes. */
function bodyText(body: unknown): string {
  return typeof body === "string" ? body : new TextDecoder().decode(Uint8Array.from(body as Uint8Array));
}

/** JSON with the middle of long values without spaces, such as signed tokens, left out. */
function shortened(json: string): string {
  return json.replace(
    /"([^"\s]{100,})"/g,
    (_, text: string) => `"${text.slice(0, 30)}…${text.length - 40} more…${text.slice(-10)}"`,
  );
}
