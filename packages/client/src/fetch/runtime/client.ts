import type { MetadataBearer } from "@smithy/types";
import packageInfo from "../../package-info.js";
import { attempt, type Outcome, type PreparedCall } from "./attempt.js";
import { ConfigurationError } from "./client-errors.js";
import { type ClientSettings, type Environment, GLOBAL_ENVIRONMENT, type SendOptions } from "./client-settings.js";
import { CredentialsCache } from "./credentials.js";
import { type Endpoint, endpointOf } from "./endpoint.js";
import { interruptible } from "./interruption.js";
import type { Command, Operation, ServiceDefinition, WireOutput } from "./operation.js";
import { RetryBudget, type RetryKind, retryDelay } from "./retry.js";
import { Signer } from "./signer.js";

/** What region and endpoint come to. */
interface Destination {
  readonly region: string;
  readonly endpoint: Endpoint;
}

const MAXIMUM_RESPONSE = 16 * 1024 * 1024;

/** Calls the operations of one service. Generated clients extend it. */
export class Client {
  readonly #service: ServiceDefinition;
  readonly #settings: ClientSettings;
  readonly #environment: Environment;
  readonly #budget = new RetryBudget();
  readonly #credentials: CredentialsCache | undefined;
  readonly #signer: Signer | undefined;
  #destination: Promise<Destination> | undefined;
  /** How far the server's clock is ahead of this machine's, in milliseconds, as far as known. */
  #clockOffset = 0;

  protected constructor(service: ServiceDefinition, settings: ClientSettings) {
    this.#service = service;
    this.#settings = settings;
    this.#environment = { ...GLOBAL_ENVIRONMENT, ...settings.environment };
    if (settings.credentials !== undefined) this.#credentials = new CredentialsCache(settings.credentials);
    if (service.signingName !== undefined) this.#signer = new Signer(service.signingName);
  }

  /**
   * Calls an operation.
   *
   * @throws the operation's modelled errors, the service's base exception for any other error that the server answers,
   * and a `FetchClientError` where there is no usable answer
   */
  async send<Input extends object, Output extends MetadataBearer>(
    command: Command<Input, Output>,
    options: SendOptions = {},
  ): Promise<Output> {
    const { operation } = command;
    const { requestTimeout = this.#settings.requestTimeout, timeout = this.#settings.timeout } = options;
    const output = await interruptible(timeout, options.abortSignal, "The call", async (signal) => {
      const call = await this.#prepare(operation, command.input);
      return this.#withRetries(signal, () =>
        interruptible(requestTimeout, signal, "The attempt", (attemptSignal) =>
          this.#attempt(operation, call, attemptSignal),
        ),
      );
    });
    return output as WireOutput<Output> & MetadataBearer as Output;
  }

  /** There for clients that hold connections; `fetch` keeps its own. */
  destroy(): void {}

  /** What all attempts have in common. */
  async #prepare<Input, Output>(operation: Operation<Input, Output>, input: Input): Promise<PreparedCall> {
    this.#destination ??= this.#findDestination();
    const { endpoint, region } = await this.#destination;
    const json = (operation.exactNumbers ?? JSON).stringify(operation.input.write(input));
    const compressed = await operation.compress?.(json);
    const headers: Record<string, string> = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `${this.#service.targetPrefix}.${operation.name}`,
      "x-amz-user-agent": `borrow-license-fetch-client/${packageInfo.version}`,
    };
    if (compressed !== undefined) headers["content-encoding"] = compressed.encoding;
    const host = `${operation.hostPrefix?.(input) ?? ""}${endpoint.host}`;
    return { region, protocol: endpoint.protocol, host, path: endpoint.path, headers, body: compressed?.bytes ?? json };
  }

  async #findDestination(): Promise<Destination> {
    const { endpoint, region, useDualstackEndpoint: UseDualStack, useFipsEndpoint: UseFIPS } = this.#settings;
    try {
      const Region = typeof region === "function" ? await region() : region;
      if (Region !== undefined && !/^[A-Za-z0-9-]{1,63}$/.test(Region)) {
        throw new ConfigurationError("`region` is no name such as us-east-1.");
      }
      const Endpoint = typeof endpoint === "function" ? await endpoint() : endpoint;
      const url = this.#service.resolveEndpoint({ Region, Endpoint, UseDualStack, UseFIPS });
      return { region: Region ?? "", endpoint: endpointOf(url) };
    } catch (error) {
      // The next call asks again: a provider may find then what it does not find now.
      this.#destination = undefined;
      throw error;
    }
  }

  async #attempt<Input, Output>(
    operation: Operation<Input, Output>,
    call: PreparedCall,
    signal: AbortSignal | undefined,
  ): Promise<Outcome<Output>> {
    const headers = { ...call.headers };
    const unskewed = this.#environment.now();
    if (this.#signer !== undefined && operation.unsigned === undefined) {
      if (this.#credentials === undefined || call.region === "") {
        throw new ConfigurationError("Requests are signed: give `region` and `credentials`.");
      }
      const found = this.#credentials.get(unskewed);
      const credentials = found instanceof Promise ? await found : found;
      this.#signer.sign({ ...call, headers }, call.region, credentials, unskewed + this.#clockOffset);
    }
    const outcome = await attempt(
      operation,
      { ...call, headers },
      {
        environment: this.#environment,
        exception: this.#service.exception,
        maxResponseBytes: this.#settings.maxResponseBytes ?? MAXIMUM_RESPONSE,
        signal,
      },
    );
    return outcome.error === undefined ? outcome : this.#withClockCorrected(outcome);
  }

  /** An error from a server whose clock differs by minutes may come from that: then the next attempt has its time. */
  #withClockCorrected<Output>(outcome: Outcome<Output>): Outcome<Output> {
    const { serverTime } = outcome;
    if (serverTime === undefined) return outcome;
    const offset = serverTime - this.#environment.now();
    if (Math.abs(offset - this.#clockOffset) < 240_000) return outcome;
    this.#clockOffset = offset;
    return { ...outcome, kind: outcome.kind ?? "transient" };
  }

  async #withRetries<Output>(
    signal: AbortSignal | undefined,
    next: () => Promise<Outcome<Output>>,
  ): Promise<Output & MetadataBearer> {
    const { maxAttempts = 3 } = this.#settings;
    let retried: RetryKind | undefined;
    let totalRetryDelay = 0;
    for (let attempts = 1; ; attempts += 1) {
      const outcome = await next().catch((error: unknown): Outcome<Output> => ({ error: error as Error }));
      const { error, output } = outcome;
      const metadata = { ...(output ?? error)?.$metadata, attempts, totalRetryDelay };
      if (error === undefined) {
        this.#budget.giveBack(retried);
        return Object.assign(output as Output & object, { $metadata: metadata });
      }
      const kind = outcome.kind ?? (error.name === "TimeoutError" ? "transient" : undefined);
      if (kind === undefined || attempts >= maxAttempts || signal?.aborted || !this.#budget.take(kind)) {
        throw Object.assign(error, { $metadata: metadata });
      }
      const delay = retryDelay(kind, attempts - 1, this.#environment.random(), outcome.retryAfter);
      totalRetryDelay += delay;
      retried = kind;
      await this.#environment.sleep(delay);
      signal?.throwIfAborted();
    }
  }
}
