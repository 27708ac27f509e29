import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** One message on its way between two programs. Answers whether it may pass; false drops it and all after it on that link. */
export type Watch = (message: Buffer, link: Link) => boolean;

export interface Link {
  /** Both ends see the connection break. */
  cut(): void;
}

interface Sides {
  /** Splits what the client sends into messages; a watch sees them one by one. */
  readonly fromClient: () => Splitter;
  readonly fromServer: () => Splitter;
}

/** Eats bytes, gives whole messages. */
type Splitter = (chunk: Buffer) => Buffer[];

/** A TCP passage between two programs, which sees every message and can stop the world between any two of them. */
export class Passage {
  watchClient: Watch = () => true;
  watchServer: Watch = () => true;
  private readonly links = new Set<{ client: Socket; server: Socket }>();

  private constructor(
    private readonly listener: Server,
    public targetPort: number,
    private readonly sides: Sides,
  ) {
    listener.on('connection', (client) => this.join(client));
  }

  /** To PostgreSQL: each message of its protocol. */
  static toPostgres(targetPort: number): Promise<Passage> {
    return Passage.open(targetPort, {
      fromClient: () => pgMessages(true),
      fromServer: () => pgMessages(false),
    });
  }

  /** To the API: whatever arrives together. */
  static toApi(targetPort: number): Promise<Passage> {
    const whole = () => (chunk: Buffer) => [chunk];
    return Passage.open(targetPort, { fromClient: whole, fromServer: whole });
  }

  private static async open(targetPort: number, sides: Sides): Promise<Passage> {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    return new Passage(listener, targetPort, sides);
  }

  get port(): number {
    return (this.listener.address() as AddressInfo).port;
  }

  watchNothing(): void {
    this.watchClient = () => true;
    this.watchServer = () => true;
  }

  cutAll(): void {
    for (const { client, server } of this.links) {
      client.destroy();
      server.destroy();
    }
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.listener.close(() => resolve()));
    this.cutAll();
    await closed;
  }

  private join(client: Socket): void {
    const server = connect(this.targetPort, '127.0.0.1');
    const sockets = { client, server };
    this.links.add(sockets);
    for (const socket of [client, server]) socket.setNoDelay(true).on('error', () => undefined); // `close` follows
    // What a client sent before it died arrives: were the link reset, the server would lose what it has not read yet.
    client.on('close', () => server.end());
    server.on('close', () => {
      client.destroy();
      this.links.delete(sockets);
    });
    const link = { cut: () => void (client.destroy(), server.destroy()) };
    this.forward(client, server, this.sides.fromClient(), (message) => this.watchClient(message, link));
    this.forward(server, client, this.sides.fromServer(), (message) => this.watchServer(message, link));
  }

  private forward(from: Socket, to: Socket, split: Splitter, mayPass: (message: Buffer) => boolean): void {
    let isOpen = true;
    from.on('data', (chunk: Buffer) => {
      for (const message of split(chunk)) {
        if (isOpen) isOpen = mayPass(message);
        if (isOpen && !to.destroyed) to.write(message);
      }
    });
  }
}

/** A type byte (none in the very first message of a client), then a length that counts itself. */
function pgMessages(isClient: boolean): Splitter {
  let rest = Buffer.alloc(0);
  let isFirst = isClient;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const messages: Buffer[] = [];
    for (;;) {
      const start = isFirst ? 0 : 1;
      if (rest.length < start + 4) return messages;
      const length = start + rest.readUInt32BE(start);
      if (rest.length < length) return messages;
      messages.push(rest.subarray(0, length));
      rest = rest.subarray(length);
      isFirst = false;
    }
  };
}

/** The client asks for the commit of a transaction. */
export const isCommit = (message: Buffer): boolean =>
  message[0] === 0x51 && message.toString('utf8', 5, message.length - 1) === 'commit';

/** The server says that it is committed. */
export const isCommitted = (message: Buffer): boolean =>
  message[0] === 0x43 && message.toString('utf8', 5, message.length - 1) === 'COMMIT';

/**
 * Cuts the link at the message of that number, from the client or from the server, which does not arrive. Counted is what a
 * link carries from where it enters as a person on: once a second the facts about tokens are read again, on a link of their
 * own, which may open meanwhile, or be about to end.
 * @returns how many came so far
 */
export function cutAtMessage(passage: Passage, side: 'client' | 'server', at: number): () => number {
  const calling = new WeakSet<Link>();
  let seen = 0;
  const passes = (link: Link) => {
    if (!calling.has(link)) return true;
    seen += 1;
    if (seen === at) link.cut();
    return seen !== at;
  };
  passage.watchClient = (message, link) => {
    if (message.includes(`app.set_actor('person'`)) calling.add(link);
    else if (message.includes('app.set_actor(')) calling.delete(link);
    return side === 'client' ? passes(link) : true;
  };
  if (side === 'server') passage.watchServer = (_message, link) => passes(link);
  return () => seen;
}
