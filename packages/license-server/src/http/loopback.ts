import { BlockList, isIP } from "node:net";
import { RemoteAccessRefusedError } from "../license-server-error.js";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Whether a server that listens at the host is reached from this machine only. */
export function isLoopback(host: string): boolean {
  const family = isIP(host);
  return family === 0 ? host === "localhost" : loopback.check(host, family === 4 ? "ipv4" : "ipv6");
}

/** @throws RemoteAccessRefusedError when others than this machine would reach the server */
export function checkLoopback(host: string): void {
  if (isLoopback(host)) return;
  throw new RemoteAccessRefusedError(
    `The host ${host} is not this machine's loopback interface, and this server accepts any credentials: ` +
      "whoever reaches it could create and borrow licenses. Listen on 127.0.0.1, or without dev.",
  );
}
