import { expect, it } from "vitest";
import { failure } from "../../test/licenses.js";
import { checkLoopback, isLoopback } from "./loopback.js";

it.each(["127.0.0.1", "127.1.2.3", "::1", "localhost"])("%s is this machine's loopback interface", (host) => {
  expect(isLoopback(host)).toBe(true);
});

it.each(["0.0.0.0", "::", "192.168.1.2", "fe80::1", "localhost.example.com", ""])("%s is not", (host) => {
  expect(isLoopback(host)).toBe(false);
});

it("another host is refused, with the reason", async () => {
  expect(await failure(() => checkLoopback("0.0.0.0"))).toBe(
    "RemoteAccessRefusedError: The host 0.0.0.0 is not this machine's loopback interface, and this server accepts any " +
      "credentials: whoever reaches it could create and borrow licenses. Listen on 127.0.0.1, or without dev.",
  );
});
