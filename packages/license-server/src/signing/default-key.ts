/** The name of the key that signs where neither the license nor its issuer has one. Every account may name it. */
export const DEFAULT_KEY = "default";
