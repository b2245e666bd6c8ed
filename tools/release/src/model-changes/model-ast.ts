import { Smithy } from "@borrow-license/codegen/pipeline/smithy";

/** Namespaces of this project's shapes. The others come with Smithy and AWS. */
const OWN_NAMESPACE = /^(?:com\.amazonaws\.licensemanager|borrowlicense\.[a-z]+)#/;

interface Ast {
  readonly smithy: string;
  readonly shapes: Readonly<Record<string, unknown>>;
}

/**
 * The model of the work tree as other languages' generators take it: its own shapes, without the definitions of
 * Smithy's and AWS's traits, which every generator brings along, and without the settings of this project's linters.
 *
 * @returns JSON with the shapes in order
 */
export function modelAst(workspace: string): string {
  const { smithy, shapes } = JSON.parse(new Smithy(workspace).ast()) as Ast;
  const own = Object.entries(shapes).filter(([id]) => OWN_NAMESPACE.test(id));
  own.sort(([left], [right]) => (left < right ? -1 : 1));
  return `${JSON.stringify({ smithy, shapes: Object.fromEntries(own) }, null, 2)}\n`;
}
