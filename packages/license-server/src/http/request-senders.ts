import type { ReceivedRequest } from "@borrow-license/server-stub";
import type { Caller } from "../auth/caller.js";

/** Tells who calls. */
export type IdentifyCaller = (request: ReceivedRequest) => Promise<Caller>;

/** Who sent a request, as far as that is known: an account and an access key only where the signature is theirs. */
export interface Sender {
  readonly remoteAddress?: string | undefined;
  readonly account?: string;
  readonly accessKeyId?: string;
}

/** Remembers who sent requests until they are answered, for the log. */
export class RequestSenders {
  readonly #senders = new Map<string, Sender>();

  /** The same, with its callers remembered. */
  following(identifyCaller: IdentifyCaller): IdentifyCaller {
    return async (request) => {
      const { remoteAddress, requestId } = request;
      this.#senders.set(requestId, { remoteAddress });
      const caller = await identifyCaller(request);
      const { accessKeyId, account } = caller;
      this.#senders.set(requestId, { remoteAddress, account, accessKeyId });
      return caller;
    };
  }

  /** Who sent a request. It is forgotten then. */
  take(requestId: string): Sender | undefined {
    const sender = this.#senders.get(requestId);
    this.#senders.delete(requestId);
    return sender;
  }
}
