// Sends prepared requests over connections that are kept open, at as little cost as there is in one process.
import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** What became of a load. */
export interface LoadOutcome {
  readonly milliseconds: number;
  /** Of each request from its sending to its answer, in milliseconds. */
  readonly latencies: Float64Array;
  /** How many were answered with status 400. */
  readonly refused: number;
}

/** Shorter than any server waits for a request. */
const FRESH_MS = 3_000;

/** Connections to one server on the loopback interface. */
export class Connections {
  readonly #port: number;
  readonly #count: number;
  #sockets: readonly Socket[] = [];
  #usedAt = Number.NEGATIVE_INFINITY;

  private constructor(port: number, count: number) {
    this.#port = port;
    this.#count = count;
  }

  static async open(port: number, count: number): Promise<Connections> {
    const connections = new Connections(port, count);
    await connections.#use();
    return connections;
  }

  /** Servers close connections that send nothing for a while, so those are opened anew that were not used lately. */
  async #use(): Promise<void> {
    const isFresh = performance.now() - this.#usedAt < FRESH_MS;
    this.#usedAt = performance.now();
    if (isFresh) return;
    this.close();
    this.#sockets = Array.from({ length: this.#count }, () =>
      connect({ port: this.#port, host: "127.0.0.1", noDelay: true }),
    );
    await Promise.all(this.#sockets.map((socket) => once(socket, "connect")));
  }

  /**
   * Sends the requests, one at a time on each connection, and waits for all answers.
   *
   * @param mayBeRefused whether status 400 is an answer as well
   * @throws Error when one is not answered with status 200
   */
  async load(requests: readonly Buffer[], mayBeRefused = false): Promise<LoadOutcome> {
    await this.#use();
    const latencies = new Float64Array(requests.length);
    const start = performance.now();
    let next = 0;
    let answered = 0;
    let refused = 0;
    return new Promise((resolve, reject) => {
      const onAnswer = (index: number, sent: number, status: string): void => {
        if (status !== "200") refused += 1;
        latencies[index] = performance.now() - sent;
        answered += 1;
        this.#usedAt = performance.now();
        if (answered === requests.length) resolve({ milliseconds: performance.now() - start, latencies, refused });
      };
      for (const socket of this.#sockets) {
        socket.removeAllListeners("data").removeAllListeners("close");
        socket.once("close", () => reject(new Error("The server closed a connection.")));
        const send = (): void => {
          const index = next;
          const request = requests[index];
          if (request === undefined) return;
          next += 1;
          const sent = performance.now();
          onceAnswered(
            socket,
            mayBeRefused ? ["200", "400"] : ["200"],
            (status) => {
              onAnswer(index, sent, status);
              send();
            },
            reject,
          );
          socket.write(request);
        };
        send();
      }
    });
  }

  /** Sends one request and answers the body of its answer, whatever its status. */
  async ask(request: Buffer): Promise<string> {
    await this.#use();
    const [socket] = this.#sockets as [Socket];
    socket.removeAllListeners("data");
    socket.write(request);
    let text = "";
    for (;;) {
      const [chunk] = (await once(socket, "data")) as [Buffer];
      text += chunk.toString();
      const end = text.indexOf("\r\n\r\n");
      if (end >= 0 && Buffer.byteLength(text.slice(end + 4)) >= lengthOf(text)) return text.slice(end + 4);
    }
  }

  close(): void {
    for (const socket of this.#sockets) {
      socket.removeAllListeners("close");
      socket.destroy();
    }
  }
}

/** Header fields come in one piece over the loopback interface; bodies may come in several. */
function onceAnswered(
  socket: Socket,
  expected: readonly string[],
  answered: (status: string) => void,
  fail: (error: Error) => void,
): void {
  let left = 0;
  let status = "";
  const onData = (chunk: Buffer): void => {
    if (left === 0) {
      const head = chunk.toString("latin1", 0, 512);
      status = head.slice(9, 12);
      if (!expected.includes(status)) {
        socket.off("data", onData);
        fail(new Error(`The server answered: ${chunk.toString()}`));
        return;
      }
      left = head.indexOf("\r\n\r\n") + 4 + lengthOf(head);
    }
    left -= chunk.length;
    if (left > 0) return;
    socket.off("data", onData);
    answered(status);
  };
  socket.on("data", onData);
}

function lengthOf(head: string): number {
  return Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
}
