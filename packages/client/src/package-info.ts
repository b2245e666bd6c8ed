/** What the client says of itself in its user agent. The version is that of `package.json`. */
const packageInfo: { readonly version: string } = { version: "0.0.0" };

export default packageInfo;
