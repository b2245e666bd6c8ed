const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Whether a text is a header field's name (RFC 9110 section 5.1). */
export function isFieldName(text: string): boolean {
  return NAME.test(text);
}

/** Whether a text can be sent as a header field's value (RFC 9110 section 5.5). */
export function isFieldValue(text: string): boolean {
  return VALUE.test(text);
}

/**
 * Checks a status before it is sent with a body: hosts refuse some only then.
 *
 * @throws RangeError for what is no final status (RFC 9110 section 15), or one that allows no body
 */
export function checkStatus(status: number): void {
  const isFinal = Number.isInteger(status) && status >= 200 && status <= 599;
  if (!isFinal || status === 204 || status === 205 || status === 304) {
    throw new RangeError(`The status ${String(status)} cannot be sent with a body.`);
  }
}

/**
 * Checks header fields before they are sent, because a server that finds out while it sends cannot answer any more.
 *
 * @throws TypeError naming the field that cannot be sent
 */
export function checkHeaderFields(fields: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(fields)) {
    if (!isFieldName(name)) throw new TypeError(`${JSON.stringify(name)} is no name of a header field.`);
    if (typeof value !== "string") throw new TypeError(`The header field ${name} must be a text.`);
    if (!isFieldValue(value)) throw new TypeError(`The header field ${name} has characters that cannot be sent.`);
  }
}
