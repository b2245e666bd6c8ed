/** The folders of the packages that people install and import. */
export const PUBLISHED: readonly string[] = [
  "client",
  "server-stub",
  "token-verification",
  "license-server",
  "contract-tests",
];
