/** How much a version is raised, the least first. */
export const BUMPS = ["patch", "minor", "major"] as const;
export type Bump = (typeof BUMPS)[number];

export function isBump(text: string): text is Bump {
  return (BUMPS as readonly string[]).includes(text);
}

export function largerBump(left: Bump, right: Bump): Bump {
  return BUMPS.indexOf(left) > BUMPS.indexOf(right) ? left : right;
}
