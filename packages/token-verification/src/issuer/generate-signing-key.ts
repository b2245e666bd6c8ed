import { exportPKCS8, exportSPKI, generateKeyPair } from "jose";
import { ALGORITHM, MAXIMUM_MODULUS_LENGTH, MINIMUM_MODULUS_LENGTH } from "../keys/rsa-key.js";

export interface GenerateSigningKeyOptions {
  /** The length of the RSA modulus in bits, from 2048 to 8192. 3072 unless given. */
  readonly modulusLength?: number;
}

/** A new key pair in PEM (RFC 7468): PKCS #8 and SPKI. */
export interface GeneratedSigningKey {
  /**
   * Keep it secret: whoever has it can issue tokens. Whoever logs or serializes the pair does not see it, so write it
   * where it is to be kept by its name.
   */
  readonly privateKeyPem: string;
  /** Give it to the applications that verify tokens. */
  readonly publicKeyPem: string;
}

/** Has the private key where neither JSON.stringify nor util.inspect nor a copy by spreading finds it. */
class KeyPair implements GeneratedSigningKey {
  readonly publicKeyPem: string;
  readonly #privateKeyPem: string;

  constructor(privateKeyPem: string, publicKeyPem: string) {
    this.#privateKeyPem = privateKeyPem;
    this.publicKeyPem = publicKeyPem;
  }

  get privateKeyPem(): string {
    return this.#privateKeyPem;
  }
}

/**
 * Makes a new RSA key pair with which tokens are issued.
 *
 * @throws RangeError when the length is not a whole number from 2048 to 8192
 *
 * @example
 * const { privateKeyPem, publicKeyPem } = await generateSigningKey();
 * const issuer = await createBorrowTokenIssuer({ key: privateKeyPem, issuer: "Example Vendor" });
 */
export async function generateSigningKey(options: GenerateSigningKeyOptions = {}): Promise<GeneratedSigningKey> {
  const { modulusLength = 3072 } = options;
  if (
    !(
      Number.isInteger(modulusLength) &&
      modulusLength >= MINIMUM_MODULUS_LENGTH &&
      modulusLength <= MAXIMUM_MODULUS_LENGTH
    )
  ) {
    throw new RangeError(
      `modulusLength must be a whole number from ${MINIMUM_MODULUS_LENGTH} to ${MAXIMUM_MODULUS_LENGTH}.`,
    );
  }
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { modulusLength, extractable: true });
  return new KeyPair(await exportPKCS8(privateKey), await exportSPKI(publicKey));
}
