import { docComment } from "./doc-comment.ts";

/** A name that another module exports. Printing it imports it. */
export class ImportedName {
  readonly name: string;
  readonly module: string;
  readonly typeOnly: boolean;

  constructor(name: string, module: string, typeOnly: boolean) {
    this.name = name;
    this.module = module;
    this.typeOnly = typeOnly;
  }
}

/** A type from a module, imported with `import type`. */
export function importedType(name: string, module: string): ImportedName {
  return new ImportedName(name, module, true);
}

/** A value from a module. */
export function importedValue(name: string, module: string): ImportedName {
  return new ImportedName(name, module, false);
}

/** A piece of code: text, with imported names that get their final form when the file is rendered. */
export type Code = readonly (string | ImportedName)[];

/** A piece of code, from a template in which imported names and other pieces may stand. */
export function code(texts: TemplateStringsArray, ...values: readonly (string | number | ImportedName | Code)[]): Code {
  const pieces: (string | ImportedName)[] = [];
  texts.forEach((text, index) => {
    pieces.push(text);
    const value = values[index];
    if (value instanceof ImportedName) pieces.push(value);
    else if (typeof value === "object") pieces.push(...value);
    else if (value !== undefined) pieces.push(String(value));
  });
  return pieces;
}

/** Pieces of code with a separator between them. */
export function joined(pieces: readonly Code[], separator: string): Code {
  return pieces.flatMap((piece, index) => (index === 0 ? piece : [separator, ...piece]));
}

export interface GeneratedFile {
  /** The path below the target's folder, with `/` between its parts. */
  readonly path: string;
  readonly text: string;
}

/**
 * A TypeScript source file in the making: lines are printed one by one, imports follow from the names that were
 * printed. Two imported names that are equal get aliases, and a name that the file declares itself keeps its name.
 * A name "imported" from the file's own module is the one that the file declares.
 */
export class SourceFile {
  readonly path: string;
  readonly #banner: readonly string[];
  readonly #ownModule: string;
  readonly #lines: Code[] = [];
  readonly #declared = new Set<string>();
  #depth = 0;

  constructor(path: string, banner: readonly string[]) {
    this.path = path;
    this.#ownModule = `./${path.slice(path.lastIndexOf("/") + 1).replace(/\.ts$/, ".js")}`;
    this.#banner = banner;
  }

  /** Reserves a name that this file declares, so that no import takes it. */
  declares(name: string): string {
    this.#declared.add(name);
    return name;
  }

  /** Prints one line. */
  print(line: Code | string = ""): void {
    const pieces = typeof line === "string" ? [line] : line;
    const blank = pieces.every((piece) => piece === "");
    this.#lines.push(blank ? [] : ["  ".repeat(this.#depth), ...pieces]);
  }

  /** Prints a doc comment, or nothing where there is neither a text nor a deprecation. */
  doc(text: string | undefined, deprecation?: string): void {
    for (const line of docComment(text, deprecation)) this.print(line);
  }

  /** Prints a head, a body one level deeper, and a tail. */
  block(head: Code | string, body: () => void, tail: Code | string = "}"): void {
    this.print(head);
    this.#depth += 1;
    body();
    this.#depth -= 1;
    this.print(tail);
  }

  render(): GeneratedFile {
    const names = this.#names();
    const body = this.#lines.map((line) =>
      line.map((piece) => (typeof piece === "string" ? piece : (names.get(key(piece)) ?? piece.name))).join(""),
    );
    const sections = [this.#banner.map((line) => `// ${line}`.trimEnd()), this.#imports(names), body];
    const text = sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join("\n"))
      .join("\n\n");
    return { path: this.path, text: `${text.trimEnd()}\n` };
  }

  /** The name that each import has in this file. */
  #names(): ReadonlyMap<string, string> {
    const taken = new Set(this.#declared);
    const names = new Map<string, string>();
    for (const imported of this.#sortedImports()) {
      let name = imported.name;
      for (let attempt = 1; taken.has(name); attempt += 1) name = `${imported.name}_${attempt}`;
      taken.add(name);
      names.set(key(imported), name);
    }
    return names;
  }

  /** Each imported name once; one that is used as a value is no type import. */
  #sortedImports(): readonly ImportedName[] {
    const found = new Map<string, ImportedName>();
    for (const piece of this.#lines.flat()) {
      if (typeof piece === "string" || piece.module === this.#ownModule) continue;
      const known = found.get(key(piece));
      if (known === undefined || known.typeOnly) found.set(key(piece), piece);
    }
    return [...found.values()].sort((left, right) => (key(left) < key(right) ? -1 : 1));
  }

  #imports(names: ReadonlyMap<string, string>): readonly string[] {
    const modules = Map.groupBy(this.#sortedImports(), (imported) => imported.module);
    return [...modules].map(([module, imports]) => {
      const allTypes = imports.every((imported) => imported.typeOnly);
      const list = imports.map((imported) => {
        const local = names.get(key(imported)) ?? imported.name;
        const renamed = local === imported.name ? local : `${imported.name} as ${local}`;
        return imported.typeOnly && !allTypes ? `type ${renamed}` : renamed;
      });
      return `import ${allTypes ? "type " : ""}{ ${list.join(", ")} } from ${JSON.stringify(module)};`;
    });
  }
}

function key(imported: ImportedName): string {
  return `${imported.module}\n${imported.name}`;
}
