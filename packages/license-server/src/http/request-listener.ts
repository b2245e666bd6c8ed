import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import {
  type AnsweredRequest,
  createLicenseManagerHandler,
  type Interceptor,
  type LicenseManagerService,
} from "@borrow-license/server-stub";
import { createNodeListener } from "@borrow-license/server-stub/node";
import type { Logger } from "pino";
import { answerRoute, type GetRoutes } from "./get-routes.js";
import { type IdentifyCaller, RequestSenders } from "./request-senders.js";

/** What a listener answers with. */
export interface ListenerOptions {
  readonly service: Partial<LicenseManagerService>;
  /** What is answered at paths of its own. */
  readonly routes: GetRoutes;
  readonly logger: Logger;
  /** Tells who calls. Without it anybody may. */
  readonly identifyCaller: IdentifyCaller | undefined;
  /** Gets each request of the service once it is answered. */
  readonly onAnswer: (answered: AnsweredRequest) => void;
  /** Stand around every operation. */
  readonly interceptors: readonly Interceptor[];
}

/**
 * Answers requests: documents at their paths, the service everywhere else. Writes one log line for each, with who sent it,
 * and nothing of bodies and other headers in it.
 */
export function requestListener({
  identifyCaller,
  interceptors,
  logger,
  onAnswer,
  routes,
  service,
}: ListenerOptions): RequestListener {
  const senders = new RequestSenders();
  const answerOperation = createNodeListener(
    createLicenseManagerHandler(service, {
      interceptors,
      ...(identifyCaller === undefined ? {} : { identifyCaller: senders.following(identifyCaller) }),
      onAnswer(answered) {
        const { durationMs, errorName: error, operation, requestId, status } = answered;
        const sender = senders.take(requestId);
        logger.info({ requestId, operation, status, error, durationMs: rounded(durationMs), ...sender }, "request");
        onAnswer(answered);
      },
      onUnexpectedError: ({ error: err, operation, requestId }) =>
        logger.error({ requestId, operation, err }, "unexpected error"),
    }),
  );
  return routesListener(routes, logger, answerOperation);
}

/**
 * Answers documents at their paths, and everything else by `otherwise`. What nobody has to see twice, such as health
 * checks every few seconds, is logged at the level `debug`.
 */
export function routesListener(routes: GetRoutes, logger: Logger, otherwise: RequestListener): RequestListener {
  return (request, response) => {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    const route = routes.get(path);
    if (route === undefined) return otherwise(request, response);
    const start = performance.now();
    const requestId = randomUUID();
    response.setHeader("x-amzn-requestid", requestId);
    answerRoute(route, request, response).then(
      (status) => {
        const level = path.startsWith("/.well-known/") ? "info" : "debug";
        logger[level]({ requestId, path, status, durationMs: rounded(performance.now() - start) }, "request");
      },
      (err: unknown) => {
        logger.error({ requestId, path, err }, "unexpected error");
        sendFailure(requestId, response);
      },
    );
  };
}

/** Answers that there is no such document. */
export function notFound(_request: IncomingMessage, response: ServerResponse): void {
  const message = "There is no such document here.";
  response.writeHead(404, { "content-type": "application/json" }).end(JSON.stringify({ message }));
}

function sendFailure(requestId: string, response: ServerResponse): void {
  const message = `Internal error. Request ID: ${requestId}`;
  if (!response.headersSent) response.writeHead(500, { "content-type": "application/json" });
  response.end(JSON.stringify({ message }));
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
