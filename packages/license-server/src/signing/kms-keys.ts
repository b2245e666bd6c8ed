import { awsKmsSigner, type RemoteSigner } from "@borrow-license/token-verification/issuer";
import { SigningKeyUnusableError } from "../license-server-error.js";

/** A key whose private half is in AWS KMS and never leaves it. */
export interface KmsKey {
  /** The key's ARN, which stays what it is when an alias is pointed at another key. */
  readonly arn: string;
  readonly signer: RemoteSigner;
}

/** Finds a key by its ID, ARN or alias. */
export type KmsKeys = (kmsKeyId: string) => Promise<KmsKey>;

/**
 * Finds keys with the AWS SDK, with the credentials that it finds, in the region of the key's ARN or else its own.
 *
 * @throws SigningKeyUnusableError when `@aws-sdk/client-kms` is not installed, or AWS KMS has no such key to sign with
 */
export const awsKmsKeys: KmsKeys = async (kmsKeyId) => {
  const { KMS } = await import("@aws-sdk/client-kms").catch((cause: unknown) => {
    throw new SigningKeyUnusableError(
      `The signing key ${kmsKeyId} is in AWS KMS, and the package @aws-sdk/client-kms is not installed. Install it beside this one.`,
      { cause },
    );
  });
  const region = /^arn:[^:]+:kms:([^:]+):/.exec(kmsKeyId)?.[1];
  const client = new KMS(region === undefined ? {} : { region });
  try {
    const { KeyId: arn = kmsKeyId } = await client.getPublicKey({ KeyId: kmsKeyId });
    return { arn, signer: await awsKmsSigner({ client, keyId: arn }) };
  } catch (cause) {
    const problem = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new SigningKeyUnusableError(
      `AWS KMS does not give the public key of ${kmsKeyId} (${problem}). Check its ID and region, the credentials, and ` +
        "that they allow kms:GetPublicKey and kms:Sign.",
      { cause },
    );
  }
};
