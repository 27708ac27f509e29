import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { extractImages, getDocumentProxy } from 'unpdf';
import { Cleaner } from '../../../src/platform/files/cleaner.js';
import { cleanJpeg } from '../../../src/platform/files/jpeg.js';
import { UnusableFile } from '../../../src/platform/files/media-types.js';
import { cleanPdf } from '../../../src/platform/files/pdf.js';
import { cleanPng } from '../../../src/platform/files/png.js';
import { chunk, jpeg, pdf, photo, png, screenshot, segment } from '../../support/scenarios/files.js';
import { PHOTOS } from '../../support/scenarios/photos.js';

// Whatever is added to a picture, wherever, is not in what is kept, and the picture is the same to a reader that is not
// ours (PDF.js for a JPEG, zlib for a PNG). Whatever comes instead of a picture is refused, by a refusal, in time.

const MARK = 'Dupont-ch12-';
const mark = fc.uint8Array({ minLength: 6, maxLength: 12 }).map((bytes) => {
  return Buffer.from(MARK + Buffer.from(bytes).toString('hex'));
});
/** A place in a list of `count` places. */
const place = (count: number) => fc.nat({ max: count - 1 });

describe('a JPEG', () => {
  const BEGINNINGS = [
    '',
    'Exif\0\0',
    'Exif\0\0MM\0*\0\0\0\x08',
    'JFIF\0',
    'JFXX\0',
    'ICC_PROFILE\0\x01\x01',
    'http://ns.adobe.com/xap/1.0/\0',
    'Photoshop 3.0\x008BIM',
  ];
  const addition = fc.record({
    marker: fc.oneof(fc.integer({ min: 0xe0, max: 0xef }), fc.constant(0xfe)),
    beginning: fc.constantFrom(...BEGINNINGS),
    mark,
    fill: fc.nat({ max: 3 }),
    at: place(1000),
  });

  /** Where a segment starts: read as the standard says, not as the cleaner does. */
  function boundaries(file: Buffer): number[] {
    const found: number[] = [];
    for (let at = 2; at < file.length;) {
      found.push(at);
      const marker = file[at + 1] ?? 0;
      if (marker === 0xd9) break;
      at += 2 + file.readUInt16BE(at + 2);
      if (marker === 0xda) {
        while (!(file[at] === 0xff && file[at + 1] !== 0 && ((file[at + 1] ?? 0) & 0xf8) !== 0xd0)) at += 1;
      }
    }
    return found;
  }

  async function pixels(bytes: Uint8Array): Promise<Buffer> {
    const document = await PDFDocument.create();
    const image = await document.embedJpg(bytes);
    document.addPage([19, 13]).drawImage(image, { x: 0, y: 0, width: 19, height: 13 });
    const [shown] = await extractImages(await getDocumentProxy(await document.save()), 1);
    if (!shown) throw new Error('PDF.js shows no picture.');
    expect([shown.width, shown.height]).toEqual([19, 13]);
    return Buffer.from(shown.data);
  }

  test.each(PHOTOS)('%s is the same picture, without what was added anywhere', async (_, whole) => {
    const places = boundaries(whole);
    const shown = await pixels(whole);
    expect(new Set(shown).size).toBeGreaterThan(5);
    await fc.assert(
      fc.asyncProperty(fc.array(addition, { minLength: 1, maxLength: 6 }), mark, async (added, after) => {
        const at = (index: number) => added.filter((one) => one.at % places.length === index);
        const written = ({ marker, beginning, mark: hidden, fill }: (typeof added)[number]) =>
          Buffer.concat([
            Buffer.alloc(fill, 0xff),
            segment(marker, Buffer.concat([Buffer.from(beginning, 'latin1'), hidden])),
          ]);
        const sent = Buffer.concat([
          whole.subarray(0, 2),
          ...places.flatMap((start, index) => [
            ...at(index).map(written),
            whole.subarray(start, places[index + 1]),
          ]),
          after,
        ]);
        expect(sent.includes(MARK)).toBe(true);

        const kept = Buffer.from(cleanJpeg(sent));

        expect(kept.includes(MARK)).toBe(false);
        expect(await pixels(kept)).toEqual(shown);
        expect(Buffer.from(cleanJpeg(kept))).toEqual(kept);
      }),
      { numRuns: 40 },
    );
  });

  test('is turned as the first that says so says, and what comes later does not turn it', () => {
    const turned = (orientation: number) =>
      segment(
        0xe1,
        Buffer.from([
          ...Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0', 'latin1'),
          orientation,
          ...Buffer.alloc(6),
        ]),
      );
    expect(cleanJpeg(jpeg([turned(6), turned(3)]))).toEqual(cleanJpeg(jpeg([turned(6)])));
  });

  test('holds no words as a table that no decoder would read', () => {
    const words = Buffer.alloc(64, MARK);
    const table = (marker: number, ...bytes: Buffer[]) => jpeg([segment(marker, Buffer.concat(bytes))]);
    expect(() => cleanJpeg(table(0xdb, Buffer.from([0x2a]), words, words))).toThrow(UnusableFile);
    expect(() => cleanJpeg(table(0xdb, Buffer.from([0x0a]), words))).toThrow(UnusableFile);
    const counts = Buffer.alloc(16, 255);
    expect(() => cleanJpeg(table(0xc4, Buffer.from([0]), counts, Buffer.alloc(16 * 255, MARK)))).toThrow(
      UnusableFile,
    );
  });
});

describe('a PNG', () => {
  const header = (colour: number, depth: number) => {
    const bytes = Buffer.from([0, 0, 0, 5, 0, 0, 0, 4, depth, colour, 0, 0, 0]);
    return chunk('IHDR', bytes);
  };
  const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
  /** Five by four pixels, for each kind of colour; the pixels in two pieces. */
  const made = (colour: number, depth: number, samples: number, ...before: Buffer[]): Buffer[] => {
    const line = 1 + Math.ceil((5 * depth * samples) / 8);
    const pixels = Buffer.from(Array.from({ length: 4 * line }, (_, n) => (n % line === 0 ? 0 : n % 4)));
    const packed = deflateSync(pixels);
    return [
      header(colour, depth),
      ...before,
      chunk('IDAT', packed.subarray(0, 7)),
      chunk('IDAT', packed.subarray(7)),
      chunk('IEND', Buffer.alloc(0)),
    ];
  };
  const KINDS: [string, Buffer[]][] = [
    ['greys', made(0, 8, 1, chunk('tRNS', Buffer.from([0, 3])))],
    ['colours', made(2, 16, 3)],
    [
      'a palette',
      made(3, 2, 1, chunk('PLTE', Buffer.from('redgreblugry')), chunk('tRNS', Buffer.from([9, 8]))),
    ],
    ['greys that let through', made(4, 8, 2)],
    ['colours that let through', made(6, 8, 4)],
  ];

  /** Everything that decides what is seen, as zlib and the standard give it. */
  function seen(file: Buffer): object {
    const chunks: [string, Buffer][] = [];
    for (let at = 8; at < file.length;) {
      const end = at + 8 + file.readUInt32BE(at);
      const type = file.toString('latin1', at + 4, at + 8);
      expect(file.readUInt32BE(end)).toBe(crc32(file.subarray(at + 4, end)));
      chunks.push([type, file.subarray(at + 8, end)]);
      if (type === 'IEND') break;
      at = end + 4;
    }
    const of = (wanted: string) =>
      Buffer.concat(chunks.filter(([type]) => type === wanted).map(([, data]) => data));
    return {
      header: of('IHDR'),
      palette: of('PLTE'),
      transparency: of('tRNS'),
      pixels: inflateSync(of('IDAT')),
    };
  }

  const letter = (from: string) => fc.constantFrom(...from);
  const LOWER = 'abcdefghijklmnopqrstuvwxyz';
  const ancillary = fc.oneof(
    fc.constantFrom('tEXt', 'iTXt', 'zTXt', 'eXIf', 'tIME', 'iCCP', 'pHYs', 'acTL', 'fcTL', 'fdAT', 'caBX'),
    fc
      .tuple(letter(LOWER), ...[1, 2, 3].map(() => letter(LOWER + LOWER.toUpperCase())))
      .map((letters) => letters.join(''))
      .filter((type) => type !== 'tRNS'),
  );

  test.each(KINDS)('of %s is the same picture, without what was added anywhere', async (_, whole) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ type: ancillary, mark, at: place(whole.length - 1) }), {
          minLength: 1,
          maxLength: 6,
        }),
        mark,
        async (added, after) => {
          const sent = Buffer.concat([
            SIGNATURE,
            ...whole.flatMap((one, index) => [
              one,
              ...added.filter(({ at }) => at === index).map(({ type, mark: hidden }) => chunk(type, hidden)),
            ]),
            after,
          ]);

          const kept = Buffer.from(await cleanPng(sent));

          expect(kept.includes(MARK)).toBe(false);
          expect(seen(kept)).toEqual(seen(Buffer.concat([SIGNATURE, ...whole])));
          expect(Buffer.from(await cleanPng(kept))).toEqual(kept);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('loses a palette and a transparency that nothing reads, and words behind its pixels', async () => {
    const words = Buffer.from('Dupont-ch12-'.repeat(3));
    const packed = Buffer.concat([deflateSync(Buffer.alloc(2 * 10, 7)), words]);
    const sent = png({ added: [chunk('PLTE', words)], pixels: packed });
    expect(Buffer.from(await cleanPng(sent)).includes(MARK)).toBe(false);

    const [first, ...rest] = made(6, 8, 4);
    const through = Buffer.concat([SIGNATURE, first ?? words, chunk('tRNS', words), ...rest]);
    expect(Buffer.from(await cleanPng(through)).includes(MARK)).toBe(false);
    await expect(cleanPng(png({ added: [chunk('tRNS', words)] }))).rejects.toThrow(UnusableFile);
    const missing = Buffer.concat([SIGNATURE, ...made(3, 2, 1)]);
    await expect(cleanPng(missing)).rejects.toThrow(UnusableFile);
  });
});

describe('what is hostile or broken', () => {
  /** Kept, or refused by the one error that is told; nothing else ever comes out. */
  async function outcome(clean: () => Uint8Array | Promise<Uint8Array>): Promise<Buffer | string> {
    try {
      return Buffer.from(await clean());
    } catch (error) {
      if (error instanceof UnusableFile) return error.reason;
      throw error;
    }
  }
  const changes = fc.array(
    fc.record({
      at: fc.nat(),
      byte: fc.integer({ min: 0, max: 255 }),
      how: fc.constantFrom('set', 'add', 'cut', 'end'),
    }),
    { minLength: 1, maxLength: 6 },
  );
  type Change = { at: number; byte: number; how: 'set' | 'add' | 'cut' | 'end' };
  const changed = (file: Buffer, list: readonly Change[]): Buffer =>
    list.reduce((bytes, { at: anywhere, byte, how }) => {
      const at = anywhere % (bytes.length + 1);
      const added = how === 'set' || how === 'add' ? [byte] : [];
      const rest = { set: at + 1, add: at, cut: at + 1 + byte, end: bytes.length }[how];
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(added), bytes.subarray(rest)]);
    }, file);
  /** The sums of a PNG made right again, so that what reads behind them is reached. */
  function summed(file: Buffer): Buffer {
    const bytes = Buffer.from(file);
    for (let at = 8; at + 12 <= bytes.length;) {
      const end = at + 8 + bytes.readUInt32BE(at);
      if (end + 4 > bytes.length) break;
      bytes.writeUInt32BE(crc32(bytes.subarray(at + 4, end)), end);
      at = end + 4;
    }
    return bytes;
  }
  async function staysAsKept(clean: (bytes: Buffer) => Uint8Array | Promise<Uint8Array>, sent: Buffer) {
    const kept = await outcome(() => clean(sent));
    if (typeof kept !== 'string') expect(await outcome(() => clean(kept))).toEqual(kept);
  }

  test('JPEG: changed anywhere, or any bytes at all', async () => {
    const wholes = [photo(), ...PHOTOS.map(([, bytes]) => bytes)];
    const bytes = fc.oneof(
      fc.tuple(fc.constantFrom(...wholes), changes).map(([whole, list]) => changed(whole, list)),
      fc.uint8Array({ maxLength: 3000 }).map((some) => Buffer.from([0xff, 0xd8, 0xff, ...some])),
    );
    await fc.assert(
      fc.asyncProperty(bytes, (sent) => staysAsKept(cleanJpeg, sent)),
      { numRuns: 3000 },
    );
  });

  test('PNG: changed anywhere, with its sums right or not, or any bytes at all', async () => {
    const bytes = fc.oneof(
      fc.tuple(changes, fc.boolean()).map(([list, isSummed]) => {
        const sent = changed(screenshot(), list);
        return isSummed ? summed(sent) : sent;
      }),
      fc.uint8Array({ maxLength: 3000 }).map((some) => Buffer.concat([png().subarray(0, 33), some])),
    );
    await fc.assert(
      fc.asyncProperty(bytes, (sent) => staysAsKept(cleanPng, sent)),
      { numRuns: 1000 },
    );
  });

  test('PDF: changed anywhere', async () => {
    const [whole, cleaner] = [await pdf(), new Cleaner()];
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        await outcome(() => cleaner.clean('application/pdf', changed(whole, list), { maxMs: 8000 }));
      }),
      { numRuns: 8 },
    );
  });

  const MiB = 1024 * 1024;
  const BOMB = deflateSync(Buffer.alloc(250 * MiB), { level: 1 });
  const repeated = (bytes: Buffer) =>
    Buffer.alloc(Math.floor((9 * MiB) / bytes.length) * bytes.length, bytes);
  const scan = jpeg().subarray(-13, -2);
  const end = Buffer.from([0xff, 0xd9]);
  const endless: [string, Buffer, string][] = [
    ['a million tables', jpeg([repeated(segment(0xdd, Buffer.alloc(2)))]), 'too_large_inside'],
    ['a million comments', jpeg([repeated(segment(0xfe, Buffer.alloc(0)))]), 'too_large_inside'],
    ['a million scans', Buffer.concat([jpeg().subarray(0, -2), repeated(scan), end]), 'too_large_inside'],
    ['a segment that goes on past the end', jpeg([Buffer.from([0xff, 0xe1, 0xff, 0xff])]), 'unreadable'],
    ['a segment shorter than its length', jpeg([Buffer.from([0xff, 0xe1, 0, 1])]), 'unreadable'],
    [
      'a scan that never ends',
      Buffer.concat([jpeg().subarray(0, -2), Buffer.alloc(9 * MiB, 0xff)]),
      'unreadable',
    ],
    ['a million chunks', png({ added: [repeated(chunk('tEXt', Buffer.alloc(0)))] }), 'too_large_inside'],
    ['hundreds of megabytes in one', png({ width: 9000, height: 9000, pixels: BOMB }), 'unreadable'],
    ['four thousand million lines', png({ width: 1, height: 0xffffffff, pixels: BOMB }), 'too_large_inside'],
    [
      'a chunk that goes on past the end',
      png({ added: [Buffer.from('ffffffff74455874', 'hex')] }),
      'unreadable',
    ],
  ];

  test.each(endless)('%s: refused within seconds, with little memory', async (_, sent, reason) => {
    const [started, before] = [performance.now(), process.memoryUsage().rss];
    expect(await outcome(() => (sent[0] === 0xff ? cleanJpeg(sent) : cleanPng(sent)))).toBe(reason);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * MiB);
  });

  test('a picture of 65535 by 65535 pixels is not unpacked', async () => {
    const huge = jpeg();
    huge.writeUInt32BE(0xffffffff, huge.indexOf(Buffer.from([0xff, 0xc0])) + 5);
    expect(await outcome(() => cleanJpeg(huge))).toBe('too_large_inside');
  });

  test('a document with a JPEG within the drawing of its page is refused, packed or not', async () => {
    for (const isPacked of [true, false]) {
      const document = await PDFDocument.create();
      const page = document.addPage([8, 8]);
      const drawing = Buffer.concat([
        Buffer.from('q 8 0 0 8 0 0 cm BI /W 8 /H 8 /CS /G /BPC 8 /F /DCT ID '),
        photo(),
        Buffer.from(' EI Q'),
      ]);
      const { context } = document;
      page.node.addContentStream(
        context.register(isPacked ? context.flateStream(drawing) : context.stream(drawing)),
      );
      const sent = await document.save({ useObjectStreams: false });
      expect(await outcome(() => cleanPdf(sent))).toBe('unreadable');
    }
  });
});
