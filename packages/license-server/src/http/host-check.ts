import type { RequestListener } from "node:http";
import { isLoopback } from "./loopback.js";

/**
 * Answers only requests that name this machine, or one of the hosts, in their `Host` header. Otherwise a web page could
 * point a name of its own at the loopback address and talk to a server that accepts any credentials (DNS rebinding).
 */
export function onlyForHosts(hosts: readonly string[], listener: RequestListener): RequestListener {
  const allowed = new Set(hosts.map((host) => host.toLowerCase()));
  return (request, response) => {
    const host = hostname(request.headers.host ?? "");
    if (isLoopback(host) || allowed.has(host)) return listener(request, response);
    const Message =
      "This development server answers requests to localhost only, and this request's Host is another one. " +
      "Call it by localhost or 127.0.0.1, or allow the name with --dev-hosts.";
    response
      .writeHead(403, { "content-type": "application/json", connection: "close" })
      .end(JSON.stringify({ __type: "AuthorizationException", Message }));
  };
}

/** The name of a `Host` header, without its port and without the brackets of IPv6. */
function hostname(host: string): string {
  const [, ipv6, name = ipv6 ?? ""] = /^(?:\[([0-9a-fA-F:.]+)\]|([^:]*))(?::[0-9]*)?$/.exec(host) ?? [];
  return name.toLowerCase();
}
