/** Stands around calls of methods: it is told the method's name and arguments, and calls it. */
export type Around = (method: string, args: readonly unknown[], call: () => unknown) => unknown;

/** The same object, with something around each of its methods. What is no method stays as it is. */
export function aroundMethods<Target extends object>(target: Target, around: Around): Target {
  const wrapped = new Map<PropertyKey, unknown>();
  return new Proxy(target, {
    get(_target, name) {
      const known = wrapped.get(name);
      if (known !== undefined) return known;
      // Of the object itself, because the private members of a class know no proxy.
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function" || typeof name === "symbol") return value;
      const method = (...args: readonly unknown[]): unknown =>
        around(name, args, () => Reflect.apply(value, target, args));
      wrapped.set(name, method);
      return method;
    },
  });
}
