/** What a thrown error says. Tests fix the form of messages and some of them, not every word. */

function isMessage(path) {
  if (!path.isStringLiteral() && !path.isTemplateLiteral()) return false;
  const parent = path.findParent(
    (ancestor) =>
      (ancestor.isNewExpression() && /Error$/.test(ancestor.node.callee.name)) ||
      (ancestor.isCallExpression() && MESSAGES.has(ancestor.node.callee.name)) ||
      (ancestor.isVariableDeclarator() &&
        /^(?:message|problem|actual|amount|allowed|subject|remedy|what)$/.test(ancestor.node.id.name)) ||
      ancestor.isStatement(),
  );
  return parent !== null && !parent.isStatement();
}

const MESSAGES = new Set(["unfit", "malformed", "invalidClaim", "disagreement", "unknownForm", "noSpki"]);

/** A plugin of Stryker's kind "Ignore". */
export const strykerPlugins = [
  {
    kind: "Ignore",
    name: "messages",
    value: { shouldIgnore: (path) => (isMessage(path) ? "the words of a message" : undefined) },
  },
];
