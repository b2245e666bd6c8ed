import { quoted } from "../typescript/identifier.ts";
import type { GeneratedFile } from "../typescript/source-file.ts";
import { claimsOfToken, profileOf } from "./claims-set.ts";
import type { TokenPackage } from "./token-package.ts";

/** Emits a constant for each claims set that says how its tokens are signed and which registered claims they have. */
export function emitProfiles(tokens: TokenPackage): GeneratedFile {
  const file = tokens.file("profiles.ts");
  for (const token of tokens.tokens) {
    const { algorithm, keyId, minimumModulusLength } = profileOf(token);
    const registered = claimsOfToken(tokens.model, token).flatMap((claim) => claim.registeredNames);
    file.doc(`How tokens are signed whose claims are \`${token.name}\`.`);
    file.block(
      `export const ${file.declares(tokens.profileName(token))} = {`,
      () => {
        file.doc("The only algorithm, the header's `alg` (RFC 7518 section 3.1).");
        file.print(`algorithm: ${quoted(algorithm)},`);
        file.doc("What the header's `kid` is.");
        file.print(`keyId: ${quoted(keyId)},`);
        file.doc("The smallest RSA modulus, in bits.");
        file.print(`minimumModulusLength: ${minimumModulusLength},`);
        file.doc("The registered claims (RFC 7519 section 4.1) that issuers write.");
        file.print(`registeredClaims: [${registered.sort().map(quoted).join(", ")}],`);
      },
      "} as const;",
    );
    file.print();
  }
  return file.render();
}
