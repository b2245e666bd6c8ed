import type { JWK } from "jose";
import { BorrowTokenSignatureError } from "../borrow-token-error.js";
import { publicMembers } from "../keys/jwk.js";
import { IMPORT_ALGORITHM, unfit } from "../keys/rsa-key.js";
import type { RemoteSigner } from "./token-signer.js";

/** What signing asks of AWS KMS, which is a part of `KMS` from `@aws-sdk/client-kms`. */
export interface KmsClient {
  getPublicKey(input: { KeyId: string }): Promise<{
    readonly KeyId?: string | undefined;
    readonly PublicKey?: Uint8Array | undefined;
    readonly SigningAlgorithms?: readonly string[] | undefined;
  }>;
  sign(input: {
    KeyId: string;
    Message: Uint8Array;
    MessageType: "DIGEST";
    SigningAlgorithm: "RSASSA_PSS_SHA_384";
  }): Promise<{ readonly Signature?: Uint8Array | undefined }>;
}

export interface AwsKmsSignerOptions {
  /** `new KMS(…)` from `@aws-sdk/client-kms`, which has to be allowed `kms:GetPublicKey` and `kms:Sign`. */
  readonly client: KmsClient;
  /** The id, ARN or alias of an RSA key of 2048 to 4096 bits for `SIGN_VERIFY`. */
  readonly keyId: string;
}

/** PS384 as AWS KMS names it: MGF1 with the same hash, and a salt as long as the hash. */
const SIGNING_ALGORITHM = "RSASSA_PSS_SHA_384";

/**
 * Answers a signer whose private key never leaves AWS KMS. Only the digest of what is signed is sent there.
 *
 * An alias is resolved once: after it was pointed at another key, make another signer.
 *
 * @throws BorrowTokenKeyUnfitError when the key cannot sign with RSASSA_PSS_SHA_384
 * @throws whatever the client throws, such as `NotFoundException`
 *
 * @example
 * const key = await awsKmsSigner({ client: new KMS({ region: "us-east-1" }), keyId: "alias/licenses" });
 * const issuer = await createBorrowTokenIssuer({ key, issuer: "Example Vendor" });
 */
export async function awsKmsSigner({ client, keyId }: AwsKmsSignerOptions): Promise<RemoteSigner> {
  const { KeyId = keyId, PublicKey, SigningAlgorithms = [] } = await client.getPublicKey({ KeyId: keyId });
  if (PublicKey === undefined || !SigningAlgorithms.includes(SIGNING_ALGORITHM)) {
    throw unfit(`AWS KMS does not sign with ${SIGNING_ALGORITHM} with it`, "Create an RSA key for SIGN_VERIFY");
  }
  return {
    publicJwk: await jwkOfSpki(PublicKey),
    async sign(data) {
      const digest = await crypto.subtle.digest(IMPORT_ALGORITHM.hash, new Uint8Array(data));
      const { Signature } = await client.sign({
        KeyId,
        Message: new Uint8Array(digest),
        MessageType: "DIGEST",
        SigningAlgorithm: SIGNING_ALGORITHM,
      });
      if (Signature !== undefined) return Signature;
      throw new BorrowTokenSignatureError("AWS KMS has answered no signature. Check the client's endpoint.");
    },
  };
}

async function jwkOfSpki(spki: Uint8Array): Promise<JWK> {
  const key = await crypto.subtle.importKey("spki", new Uint8Array(spki), IMPORT_ALGORITHM, true, []);
  return publicMembers((await crypto.subtle.exportKey("jwk", key)) as JWK);
}
