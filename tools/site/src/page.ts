/** A page of the site, in Markdown. */
export interface Page {
  /** The path below the site's content, with `/` between its parts and `.md` at the end. */
  readonly path: string;
  /** What navigation calls it. */
  readonly title: string;
  readonly text: string;
  /** The file of the repository that it is, against which its links are meant. Generated pages have none. */
  readonly source?: string;
}

/** The text of a page's first heading. */
export function firstHeading(text: string): string {
  const heading = /^# (.+)$/m.exec(text)?.[1] ?? /^ {2}text: (.+)$/m.exec(text)?.[1];
  if (heading === undefined) throw new Error(`A page has no heading: ${text.slice(0, 80)}`);
  return heading.replaceAll("`", "");
}
