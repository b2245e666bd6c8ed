/** Bounds of a length or of a number, both inclusive. */
export interface Bounds {
  readonly min?: number | bigint;
  readonly max?: number | bigint;
}

/** The constraint on a length, in the words of the AWS server SDKs. */
export function lengthConstraint(bounds: Bounds): string {
  return `Member must have length ${boundsText(bounds)}`;
}

/** The constraint on a number. */
export function rangeConstraint(bounds: Bounds): string {
  return `Member must be ${boundsText(bounds)}`;
}

/** Whether a number or length lies within bounds. */
export function lies(value: number | bigint, { max, min }: Bounds): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

function boundsText({ max, min }: Bounds): string {
  if (min === undefined) return `less than or equal to ${max}`;
  return max === undefined ? `greater than or equal to ${min}` : `between ${min} and ${max}, inclusive`;
}
