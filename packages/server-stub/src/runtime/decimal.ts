const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Tells whether a text is a decimal number as JSON writes it. */
export function isDecimal(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
}

/** Compares two decimal numbers digit by digit. Negative where the left one is smaller, 0 where they are equal. */
export function compareDecimals(left: string, right: string): number {
  const [a, b] = [parts(left), parts(right)];
  if (a.sign !== b.sign) return a.sign - b.sign;
  const magnitude = a.point - b.point || (a.digits < b.digits ? -1 : a.digits > b.digits ? 1 : 0);
  return a.sign * magnitude;
}

/** The number as `sign · 0.digits · 10^point`, without zeros around the digits. */
function parts(text: string): { readonly sign: number; readonly digits: string; readonly point: number } {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = DECIMAL.exec(text) ?? [];
  const all = `${whole}${fraction}`;
  const leading = all.search(/[^0]/);
  if (leading === -1) return { sign: 0, digits: "", point: 0 };
  let end = all.length;
  while (all[end - 1] === "0") end -= 1;
  return {
    sign: sign === "-" ? -1 : 1,
    digits: all.slice(leading, end),
    point: whole.length - leading + Number(exponent),
  };
}
