import type { GetAnswer, GetRoutes } from "./get-routes.js";

/** Whether a server can do its work. A check is rejected where it cannot. */
export interface Readiness {
  /** Whether the server is about to stop, and should get no more requests. */
  readonly isDraining: () => boolean;
  /** By the name of what is checked. */
  readonly checks: ReadonlyMap<string, () => Promise<unknown>>;
  /** How long a check may take, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * `/healthz`, which answers 200 as long as the process answers at all, and `/readyz`, which answers 200 when the server
 * should get requests and 503 when it should not. Why a check fails stays in the log.
 *
 * @param onFailure gets what a check was rejected with
 */
export function healthRoutes(readiness: Readiness, onFailure: (check: string, error: unknown) => void): GetRoutes {
  return new Map<string, () => GetAnswer | Promise<GetAnswer>>([
    ["/healthz", () => answer(200, { status: "ok" })],
    ["/readyz", () => ready(readiness, onFailure)],
  ]);
}

async function ready(
  { checks, isDraining, timeoutMs }: Readiness,
  onFailure: (check: string, error: unknown) => void,
): Promise<GetAnswer> {
  const results = await Promise.all(
    [...checks].map(async ([name, check]) => {
      const failure = await failureWithin(timeoutMs, check);
      if (failure !== undefined) onFailure(name, failure.error);
      return [name, failure === undefined ? "ok" : "failed"] as const;
    }),
  );
  const isReady = !isDraining() && results.every(([, result]) => result === "ok");
  const status = isDraining() ? "draining" : isReady ? "ready" : "not ready";
  return answer(isReady ? 200 : 503, { status, checks: Object.fromEntries(results) });
}

/** What a check fails with, if it does. */
async function failureWithin(
  timeoutMs: number,
  check: () => Promise<unknown>,
): Promise<{ readonly error: unknown } | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It took longer than ${timeoutMs} ms.`)), timeoutMs);
  });
  try {
    await Promise.race([check(), late]);
    return undefined;
  } catch (error) {
    return { error };
  } finally {
    clearTimeout(timer);
  }
}

function answer(status: number, body: object): GetAnswer {
  return { status, contentType: "application/json", body: JSON.stringify(body) };
}
