import { randomUUID } from "node:crypto";
import type { RequestListener } from "node:http";
import { createLicenseManagerHandler, type LicenseManagerService } from "@borrow-license/server-stub";
import { createNodeListener } from "@borrow-license/server-stub/node";
import type { Logger } from "pino";
import { type PublicKeyRoutes, sendDocument } from "./public-key-routes.js";

/**
 * Answers requests: public documents at their paths, the service everywhere else. Writes one log line for each, with
 * nothing of bodies and headers in it.
 */
export function requestListener(
  service: Partial<LicenseManagerService>,
  documents: PublicKeyRoutes,
  logger: Logger,
): RequestListener {
  const answerOperation = createNodeListener(
    createLicenseManagerHandler(service, {
      onAnswer: ({ durationMs, errorName: error, operation, requestId, status }) =>
        logger.info({ requestId, operation, status, error, durationMs: rounded(durationMs) }, "request"),
      onUnexpectedError: ({ error: err, operation, requestId }) =>
        logger.error({ requestId, operation, err }, "unexpected error"),
    }),
  );
  return (request, response) => {
    const [path = ""] = (request.url ?? "").split("?", 1);
    const document = documents.get(path);
    if (document === undefined) return answerOperation(request, response);
    const start = performance.now();
    const status = sendDocument(request, response, document);
    logger.info({ requestId: randomUUID(), path, status, durationMs: rounded(performance.now() - start) }, "request");
  };
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
