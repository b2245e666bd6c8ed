import type { ServiceException } from "../runtime/service-exception.js";

/**
 * An operation that always answers an error.
 *
 * @param error the error, of the model or of the protocol
 * @returns what can stand for any operation
 * @example
 * ```ts
 * mock.use({ checkoutBorrowLicense: respondWith(new NoEntitlementsAllowedException({ Message: "All taken." })) });
 * ```
 */
export function respondWith(error: ServiceException): () => never {
  return () => {
    throw error;
  };
}
