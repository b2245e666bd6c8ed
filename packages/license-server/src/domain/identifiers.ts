/** A source of random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** A new license's ARN: `arn:aws:license-manager::<account>:license:l-` and 32 hexadecimal digits. */
export function newLicenseArn(account: string, random: RandomBytes): string {
  return `arn:aws:license-manager::${account}:license:l-${hexadecimal(random)}`;
}

/** A new checkout's identity: 32 hexadecimal digits. */
export function newConsumptionToken(random: RandomBytes): string {
  return hexadecimal(random);
}

function hexadecimal(random: RandomBytes): string {
  return Buffer.from(random(16)).toString("hex");
}
