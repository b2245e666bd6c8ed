import type { IncomingMessage, ServerResponse } from "node:http";

/** A document that is read with GET. */
export interface GetAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** How long others may keep it, as in a `Cache-Control` header. Default: not at all. */
  readonly cacheControl?: string;
}

/** Makes a document, of the query that the URL has. */
export type GetRoute = (query: URLSearchParams) => GetAnswer | Promise<GetAnswer>;

/** What is read with GET, by path. */
export type GetRoutes = ReadonlyMap<string, GetRoute>;

/** Answers a request of a route. Answers the status. */
export async function answerRoute(
  route: GetRoute,
  { method = "", url = "" }: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  if (method !== "GET" && method !== "HEAD") {
    const problem = { message: `This document is read with GET; this request is a ${method}.` };
    response.writeHead(405, { allow: "GET, HEAD", "content-type": "application/json" }).end(JSON.stringify(problem));
    return 405;
  }
  const {
    body,
    cacheControl = "no-store",
    contentType,
    status,
  } = await route(new URLSearchParams(url.split("?", 2)[1]));
  response.writeHead(status, {
    "cache-control": cacheControl,
    "content-length": Buffer.byteLength(body),
    "content-type": contentType,
  });
  response.end(method === "HEAD" ? undefined : body);
  return status;
}
