/**
 * A text that outlives the process, such as a file or an entry of a browser's storage. `textFile` of the entry point
 * `./node` keeps it in a file.
 *
 * @example
 * const state: StoredText = {
 *   read: async () => localStorage.getItem("license-state") ?? undefined,
 *   write: async (text) => localStorage.setItem("license-state", text),
 * };
 */
export interface StoredText {
  /** Answers the text, or nothing where there is none yet. Any other failure is an error. */
  read(): Promise<string | undefined>;
  /** Replaces the text as a whole: whoever reads meanwhile, or after a crash, finds the old one or the new one. */
  write(text: string): Promise<void>;
}
