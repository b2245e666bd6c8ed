// The built server stub as a worker: modules with a default export that has `fetch`.
import { createLicenseManagerHandler } from "../../../packages/server-stub/dist/index.js";

const handler = createLicenseManagerHandler({
  getLicense: ({ LicenseArn }) => ({ License: { LicenseArn, LicenseName: "Größe 🚀" } }),
});

export default { fetch: (request) => handler(request) };
