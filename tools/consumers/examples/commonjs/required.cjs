// Node.js 20.19, 22.12 and later can require ES modules.
const { generateKeyPairSync } = require("node:crypto");
const { verifyBorrowToken } = require("@borrow-license/token-verification");

const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

verifyBorrowToken("not a token", publicKey, { nodeId: "workstation-7" }).catch(({ code }) => console.log(code));
