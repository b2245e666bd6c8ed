import type { MetadataBearer } from "@smithy/types";
import type { Client } from "./client.js";
import type { SendOptions } from "./client-settings.js";
import type { Command } from "./operation.js";

/** How to go through the pages of a list. */
export interface PaginationConfiguration<Service extends Client> {
  readonly client: Service;
  /** How many entries a page has at most. */
  readonly pageSize?: number;
  /** The token of the page to begin with. */
  readonly startingToken?: string;
}

/** The members that lead from page to page. Output tokens may be members of members, with dots between the names. */
export interface PageMembers {
  readonly inputToken: string;
  readonly outputToken: string;
  readonly pageSize?: string;
}

/** The pages of a list, one by one. */
export async function* paginate<Input extends object, Output extends MetadataBearer>(
  { client, pageSize, startingToken }: PaginationConfiguration<Client>,
  { inputToken, outputToken, pageSize: sizeMember }: PageMembers,
  command: new (input: Input) => Command<Input, Output>,
  input: Input,
  options?: SendOptions,
): AsyncGenerator<Output, undefined, unknown> {
  const size = sizeMember !== undefined && pageSize !== undefined ? { [sizeMember]: pageSize } : {};
  let token: unknown = startingToken ?? (input as Readonly<Record<string, unknown>>)[inputToken];
  do {
    const page = await client.send(new command({ ...size, ...input, [inputToken]: token }), options);
    yield page;
    const next = outputToken.split(".").reduce<unknown>((value, name) => (Object(value) as never)[name], page);
    // A token that comes back would go in circles.
    token = next === token ? undefined : next;
  } while (token !== undefined && token !== null && token !== "");
  return undefined;
}
