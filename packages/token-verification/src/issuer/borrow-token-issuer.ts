import { exportSPKI, type JWK } from "jose";
import { BorrowTokenOversizedError } from "../borrow-token-error.js";
import { readCheckedClaims } from "../claims/checked-claims.js";
import { type BorrowTokenClaims, writeBorrowTokenClaims } from "../generated/index.js";
import { publicMembers } from "../keys/jwk.js";
import { ALGORITHM } from "../keys/rsa-key.js";
import { MAXIMUM_TOKEN_LENGTH } from "../token/compact-token.js";
import { encodeBase64url } from "./encode-base64url.js";
import { prepareSigner, type SigningKey, type TokenSigner } from "./token-signer.js";

const UTF8 = new TextEncoder();

export interface BorrowTokenIssuerOptions {
  /** The key with which tokens are signed. */
  readonly key: SigningKey;
  /** The name of the licenses' issuer, the claim `iss` of tokens whose claims name none. */
  readonly issuer?: string;
}

/**
 * Prepares a signing key and answers what issues tokens with it.
 *
 * @throws BorrowTokenKeyUnfitError when the key is no RSA private key of 2048 to 8192 bits
 *
 * @example
 * const issuer = await createBorrowTokenIssuer({ key: privateKeyPem, issuer: "Example Vendor" });
 * const token = await issuer.issue(claims);
 */
export async function createBorrowTokenIssuer(options: BorrowTokenIssuerOptions): Promise<BorrowTokenIssuer> {
  const signer = await prepareSigner(options.key);
  const exported = (await crypto.subtle.exportKey("jwk", signer.publicKey)) as JWK;
  const publicJwk: JWK = { ...publicMembers(exported), alg: ALGORITHM, use: "sig", kid: signer.keyId };
  return new BorrowTokenIssuer(signer, publicJwk, options.issuer);
}

/** Issues tokens with one key. Made by {@link createBorrowTokenIssuer}. */
export class BorrowTokenIssuer {
  /** The `kid` of the tokens: the public key's RFC 7638 thumbprint, unless a remote signer has another name. */
  readonly keyId: string;
  /** The public key as JWK (RFC 7517), with `kid`, `alg` and `use`. */
  readonly publicJwk: JWK;
  /** The issuer's name in tokens whose claims name none. */
  readonly issuer: string | undefined;
  readonly #signer: TokenSigner;
  /** The header of every token, in base64url. */
  readonly #header: string;

  /** @internal */
  constructor(signer: TokenSigner, publicJwk: JWK, issuer: string | undefined) {
    this.keyId = signer.keyId;
    this.publicJwk = publicJwk;
    this.issuer = issuer;
    this.#signer = signer;
    this.#header = encodeBase64url(JSON.stringify({ alg: ALGORITHM, kid: signer.keyId, typ: "JWT" }));
  }

  /**
   * Answers a token with the claims, in JWS compact serialization (RFC 7515 section 7.1), signed with PS384. It has
   * the private claims as the cloud service writes them and the registered ones of RFC 7519 section 4.1.
   *
   * Tokens have whole seconds. Both dates are cut off toward the past, so that the token holds at once and never
   * longer than `expiration` says.
   *
   * @throws BorrowTokenClaimMissingError, BorrowTokenClaimInvalidError when a claim is not as the model has it
   * @throws BorrowTokenOversizedError when the claims are too large for a token
   */
  async issue(claims: BorrowTokenClaims): Promise<string> {
    const issuer = claims.issuer ?? this.issuer;
    const payload = JSON.stringify(writeBorrowTokenClaims({ ...claims, issuer }));
    // Nothing is issued that verification would refuse for its claims.
    readCheckedClaims(JSON.parse(payload));
    const signingInput = `${this.#header}.${encodeBase64url(payload)}`;
    const signature = await this.#signer.sign(UTF8.encode(signingInput));
    const token = `${signingInput}.${encodeBase64url(signature)}`;
    if (token.length > MAXIMUM_TOKEN_LENGTH) {
      const problem = `The token would have ${token.length} characters, more than ${MAXIMUM_TOKEN_LENGTH}.`;
      throw new BorrowTokenOversizedError(`${problem} Give it fewer or shorter claims.`);
    }
    return token;
  }

  /** The JWK Set (RFC 7517 section 5) to publish, with the public key only. */
  jwks(): { keys: JWK[] } {
    return { keys: [{ ...this.publicJwk }] };
  }

  /** The public key as SPKI in PEM, to pin in applications. */
  publicKeyPem(): Promise<string> {
    return exportSPKI(this.#signer.publicKey);
  }
}
