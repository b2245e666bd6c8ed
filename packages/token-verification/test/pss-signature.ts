import { constants, createHash, createPublicKey, type KeyObject, privateEncrypt, randomBytes } from "node:crypto";

export interface PssParameters {
  readonly hash: string;
  readonly mgfHash: string;
  readonly saltLength: number;
  /** The last byte of the encoded message, which the standard fixes. */
  readonly trailer?: number;
}

/**
 * Signs with any parameters of RSASSA-PSS, those included that `crypto.sign` does not offer, such as a mask generation
 * function with a hash of its own.
 */
export function pssSignature(key: KeyObject, message: string, parameters: PssParameters): Buffer {
  const digest = createHash(parameters.hash).update(message).digest();
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, pssEncoding(key, digest, parameters));
}

/** What the private key is applied to for a message of that digest (RFC 8017 section 9.1.1). */
export function pssEncoding(key: KeyObject, digest: Buffer, parameters: PssParameters): Buffer {
  const { hash, mgfHash, saltLength, trailer = 0xbc } = parameters;
  const salt = randomBytes(saltLength);
  const hashed = createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest();
  const length = (createPublicKey(key).asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  const block = Buffer.concat([Buffer.alloc(length - saltLength - hashed.length - 2), Buffer.of(1), salt]);
  const masked = xor(block, mask(hashed, block.length, mgfHash));
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return Buffer.concat([masked, hashed, Buffer.of(trailer)]);
}

/** MGF1 (RFC 8017 appendix B.2.1). */
function mask(seed: Buffer, length: number, hash: string): Buffer {
  const blocks: Buffer[] = [];
  for (let counter = 0; Buffer.concat(blocks).length < length; counter += 1) {
    blocks.push(
      createHash(hash)
        .update(seed)
        .update(Buffer.of(0, 0, 0, counter))
        .digest(),
    );
  }
  return Buffer.concat(blocks).subarray(0, length);
}

function xor(left: Buffer, right: Buffer): Buffer {
  return Buffer.from(left.map((byte, index) => byte ^ (right[index] ?? 0)));
}
