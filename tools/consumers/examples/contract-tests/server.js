// The server that is held against the contract. In its place stands one of your own, in whatever language.
import { startLicenseServer } from "@borrow-license/license-server";

const server = await startLicenseServer({ dev: true, port: Number(process.argv[2] ?? 4010) });
console.log(`A license server listens on ${server.url}`);

process.once("SIGTERM", () => server.close());
