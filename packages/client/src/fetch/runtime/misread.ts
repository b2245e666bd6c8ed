/** A JSON value that is not what the model says: which one, and what it should have been. Never leaves the client. */
export class Misread extends Error {
  override readonly name = "Misread";
  readonly path: (string | number)[] = [];
  readonly expected: string;

  constructor(expected: string) {
    super(expected);
    this.expected = expected;
  }
}

/** Reads a value that stands at a name or an index, and says where, should it fail. */
export function readAt<Value>(key: string | number, codec: { read(json: unknown): Value }, value: unknown): Value {
  try {
    return codec.read(value);
  } catch (error) {
    if (error instanceof Misread) error.path.unshift(key);
    throw error;
  }
}
