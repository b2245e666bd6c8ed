const RESERVED: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield"
  ).split(" "),
);

/** Global names that generated code uses or that a reader takes for the global one. */
const GLOBALS: ReadonlySet<string> = new Set(
  (
    "AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean Buffer DataView Date Error " +
    "EvalError FinalizationRegistry Float32Array Float64Array Function Headers Infinity Int16Array Int32Array Int8Array " +
    "Intl Iterator JSON Map Math NaN Number Object Partial Pick Promise Proxy RangeError Readonly Record ReferenceError " +
    "Reflect RegExp Request Response Set SharedArrayBuffer String Symbol SyntaxError TypeError URIError Uint16Array " +
    "Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet any bigint boolean never number object string " +
    "symbol unknown"
  ).split(" "),
);

/** Makes a declared name from a shape's name: one that is neither reserved nor a global gets no change. */
export function declaredName(name: string): string {
  return RESERVED.has(name) || GLOBALS.has(name) ? `${name}_` : name;
}

/** How a property is written in an object type or literal: as it is where it is an identifier, quoted otherwise. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) && name !== "__proto__" ? name : quoted(name);
}

/** How a property is read from an expression. */
export function propertyAccess(name: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? `.${name}` : `[${quoted(name)}]`;
}

/** A string literal. Line separators and `</` are escaped too, so that the literal is safe in every context. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029").replaceAll("</", "<\\/");
}

/** `CheckoutThing` as `checkoutThing`, and `AWSThing` as `awsThing`. */
export function lowerCamelCase(name: string): string {
  return name.replace(/^(?:[A-Z]+(?=[A-Z][a-z]|[0-9])|[A-Z]+$|[A-Z])/, (head) => head.toLowerCase());
}

/** `CheckoutThing` as `checkout-thing`, for file names. */
export function kebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .toLowerCase();
}
