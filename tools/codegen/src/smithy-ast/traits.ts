import type { AstTraits, JsonValue } from "./ast.ts";

export interface LengthTrait {
  readonly min?: number;
  readonly max?: number;
}

/** Bounds of a number. Those that JavaScript's own numbers do not hold are bigints. */
export interface RangeTrait {
  readonly min?: number | bigint;
  readonly max?: number | bigint;
}

/** The traits of a shape or member. */
export class Traits {
  readonly #values: ReadonlyMap<string, JsonValue>;

  constructor(traits: AstTraits | undefined) {
    this.#values = new Map(Object.entries(traits ?? {}));
  }

  has(id: string): boolean {
    return this.#values.has(id);
  }

  get(id: string): JsonValue | undefined {
    return this.#values.get(id);
  }

  text(id: string): string | undefined {
    const value = this.#values.get(id);
    return typeof value === "string" ? value : undefined;
  }

  get documentation(): string | undefined {
    return this.text("smithy.api#documentation");
  }

  /** What the model says in place of the shape, or an empty text, where the shape is deprecated. */
  get deprecation(): string | undefined {
    const trait = this.#values.get("smithy.api#deprecated") as { readonly message?: string } | undefined;
    return trait === undefined ? undefined : (trait.message ?? "");
  }

  get required(): boolean {
    return this.has("smithy.api#required");
  }

  get length(): LengthTrait | undefined {
    return this.#values.get("smithy.api#length") as LengthTrait | undefined;
  }

  get range(): RangeTrait | undefined {
    return this.#values.get("smithy.api#range") as RangeTrait | undefined;
  }

  get pattern(): string | undefined {
    return this.text("smithy.api#pattern");
  }

  /** These traits, where a member's own win over those of its target. */
  over(target: Traits): Traits {
    return new Traits(Object.fromEntries([...target.#values, ...this.#values]));
  }
}
