import * as v from "valibot";

/** A whole number in digits; anything else stays text, which no schema of a number takes. */
export function numberFromText(text: string): unknown {
  return /^[0-9]{1,15}$/.test(text) ? Number(text) : text;
}

/** `true` or `false`; anything else stays text, which no schema of a switch takes. */
export function switchFromText(text: string): unknown {
  if (text === "true") return true;
  return text === "false" ? false : text;
}

/**
 * Names with values, `name=value`, separated by spaces or commas. Text that is none of that stays text, which no schema
 * of a table takes.
 */
export function tableFromText(text: string): unknown {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== "");
  const pairs = entries.map((entry) => /^([^=]+)=(.*)$/s.exec(entry)?.slice(1, 3));
  return pairs.every((pair) => pair !== undefined) ? Object.fromEntries(pairs as [string, string][]) : text;
}

/** Checks names with values: an object, and no list, which valibot would take for one. */
export function tableOf(
  name: v.GenericSchema<string, string>,
  value: v.GenericSchema<unknown, string>,
): v.GenericSchema<unknown, Record<string, string>> {
  return v.pipe(
    v.unknown(),
    v.check((input) => !Array.isArray(input)),
    v.record(name, value),
  );
}
