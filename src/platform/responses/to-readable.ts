import { Readable } from 'node:stream';
import type { Piece } from './answer.js';

/** A reader that takes nothing for that long is gone, or holds a connection to the database for nobody. */
const STALLED_MS = 60_000;

/**
 * The pieces as a stream, each made when the reader has room for it. Whatever ends the stream (the last piece, an error,
 * a reader that goes away or takes no more) ends the generator too, which lets go of what it holds.
 * @throws what making the first piece throws
 */
export async function toReadable(
  pieces: AsyncGenerator<Piece, void>,
  stalledMs = STALLED_MS,
): Promise<Readable> {
  let first: IteratorResult<Piece, void> | null = await pieces.next();
  let stallTimer: NodeJS.Timeout | undefined;
  return new Readable({
    read() {
      clearTimeout(stallTimer);
      const upcoming = first ? Promise.resolve(first) : pieces.next();
      first = null;
      upcoming.then(
        (piece) => {
          stallTimer = setTimeout(
            () => this.destroy(new Error('The reader takes no more.')),
            stalledMs,
          ).unref();
          this.push(piece.done ? null : piece.value);
        },
        (error: Error) => this.destroy(error),
      );
    },
    destroy(error, done) {
      clearTimeout(stallTimer);
      const report = (failure: Error | null) => done(error ?? failure);
      pieces.return().then(() => report(null), report);
    },
  });
}
