import { expect, it } from "vitest";
import { parseListenAddress } from "./listen-address.js";

it.each([
  ["127.0.0.1:9410", { host: "127.0.0.1", port: 9410 }],
  ["localhost:0", { host: "localhost", port: 0 }],
  ["[::1]:65535", { host: "::1", port: 65_535 }],
])("%s is an address to listen on", (text, address) => {
  expect(parseListenAddress(text)).toEqual(address);
});

it.each(["9410", ":9410", "127.0.0.1", "::1:9410", "host:65536", "host:x", "http://host:1", ""])(
  "%j is none",
  (text) => {
    expect(parseListenAddress(text)).toBeUndefined();
  },
);
