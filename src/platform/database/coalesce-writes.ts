import { Socket } from 'node:net';

/**
 * A socket that sends what is written within one turn of the event loop together: `begin` with the first query, the
 * last one with `commit`. Each message on its own would wake PostgreSQL up once more, which costs as much as a small query.
 */
export function coalesceWrites(): Socket {
  const socket = new Socket();
  // Connecting puts Node's own `write` back, so ours comes after.
  return socket.once('connect', () => {
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
    let isCoalescing = false;
    socket.write = (...args: unknown[]) => {
      if (!isCoalescing) {
        isCoalescing = true;
        socket.cork();
        process.nextTick(() => {
          isCoalescing = false;
          socket.uncork();
        });
      }
      return write(...args);
    };
  });
}
