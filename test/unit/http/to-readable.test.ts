import { expect, test } from '@jest/globals';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { toReadable } from '../../../src/platform/responses/to-readable.js';

/** Pieces, how many were made, and whether what they hold was let go. */
function pieces(count: number, fail = false) {
  const seen = { made: 0, released: false };
  async function* make(): AsyncGenerator<string, void> {
    try {
      while (seen.made < count) {
        seen.made += 1;
        yield 'x'.repeat(1000);
      }
      if (fail) throw new Error('broken');
    } finally {
      seen.released = true;
    }
  }
  return { seen, made: make() };
}

test('every piece arrives in order, and what they hold is let go', async () => {
  const { seen, made } = pieces(200);

  expect(await text(await toReadable(made))).toHaveLength(200_000);
  expect(seen.released).toBe(true);
});

test('nothing is made ahead of a reader beyond a buffer', async () => {
  const { seen, made } = pieces(100_000);
  const stream = await toReadable(made);
  await once(stream, 'readable');

  expect(seen.made).toBeLessThan(100);
  stream.destroy();
  await once(stream, 'close');
  expect(seen.released).toBe(true);
});

test('what fails at once is thrown, before there is a stream', async () => {
  const { seen, made } = pieces(0, true);

  await expect(toReadable(made)).rejects.toThrow('broken');
  expect(seen.released).toBe(true);
});

test('what fails later breaks the stream', async () => {
  const { seen, made } = pieces(3, true);

  await expect(toReadable(made).then(text)).rejects.toThrow('broken');
  expect(seen.released).toBe(true);
});

test('a stream that is given up before it was read lets go too', async () => {
  const { seen, made } = pieces(3);
  const stream = await toReadable(made);
  stream.destroy();
  await once(stream, 'close');

  expect(seen.released).toBe(true);
});

test('a reader who takes nothing any more is let down', async () => {
  const { seen, made } = pieces(100_000);
  const stream = await toReadable(made, 50);
  stream.read(0);
  const [error] = (await once(stream, 'error')) as [Error];

  expect(error.message).toBe('The reader takes no more.');
  expect(seen.released).toBe(true);
});
