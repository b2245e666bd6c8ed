const { generateKeyPairSync } = require("node:crypto");

async function main() {
  const { verifyBorrowToken } = await import("@borrow-license/token-verification");
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  await verifyBorrowToken("not a token", publicKey, { nodeId: "workstation-7" });
}

main().catch(({ code }) => console.log(code));
