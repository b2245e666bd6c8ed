/** Where a PostgreSQL database is, such as `postgres://licenses@db.example.com:5432/licenses`. */
export type PostgresUrl = `postgres://${string}` | `postgresql://${string}`;

export function isPostgresUrl(text: string): text is PostgresUrl {
  return /^postgres(?:ql)?:\/\//.test(text);
}

/** A database's URL as messages and logs may show it. */
export function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return url.replace(/\/\/.*@/s, "//***@").replace(/\?.*/s, "");
  const shown = new URL(url);
  if (shown.password !== "") shown.password = "***";
  shown.search = "";
  return shown.href;
}

export function hasPassword(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { password, searchParams } = new URL(url);
  return password !== "" || searchParams.has("password");
}

/** The URL with a password. Anywhere but in its query, the driver would prefer that the URL has none. */
export function withPassword(url: PostgresUrl, password: string): PostgresUrl {
  return `${url}${url.includes("?") ? "&" : "?"}password=${encodeURIComponent(password)}`;
}
