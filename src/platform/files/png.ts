import { Readable } from 'node:stream';
import { crc32, createInflate } from 'node:zlib';
import { MAX_PIXELS } from './jpeg.ts';
import { UnusableFile, unreadable } from './media-types.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What the pixels may be once they are unpacked. */
const MAX_UNPACKED = 400 * 1024 * 1024;
/** What writes little pieces writes some thousand bytes in each. */
const MAX_CHUNKS = 50_000;

/** Samples for each pixel, and the depths that they may have, by the kind of colour. */
const COLOURS: Record<number, { samples: number; depths: readonly number[] }> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly colour: number;
  readonly depth: number;
  readonly bitsPerPixel: number;
  readonly isInterlaced: boolean;
}

/**
 * The picture and nothing else: size, palette, transparency and pixels. Texts, times, EXIF, profiles, other pictures of
 * an animation and whatever comes after the end are not carried over. The pixels are unpacked to the last one, so that
 * what is cut, too large, or holds more than pixels shows.
 * @throws UnusableFile
 */
export async function cleanPng(file: Uint8Array): Promise<Uint8Array> {
  const chunks = chunksOf(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
  const [first, ...others] = chunks;
  if (first?.type !== 'IHDR') throw unreadable('no header');
  const header = headerOf(first.data);
  const unknown = others.find(({ type }) => isCritical(type) && !['PLTE', 'IDAT', 'IEND'].includes(type));
  if (unknown) throw unreadable('a critical chunk that nobody knows');
  const coloured = colours(header, others);
  const packed = Buffer.concat(others.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const pixels = packed.subarray(0, await packedLength(packed, unpackedLength(header)));
  return Buffer.concat([
    SIGNATURE,
    ...[first, ...coloured].map(written),
    written({ type: 'IDAT', data: pixels }),
    written({ type: 'IEND', data: Buffer.alloc(0) }),
  ]);
}

function chunksOf(file: Buffer): Chunk[] {
  if (!file.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw unreadable('no signature');
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; ;) {
    if (at + 12 > file.length) throw unreadable('cut before its end');
    const end = at + 12 + file.readUInt32BE(at);
    if (end > file.length) throw unreadable('a chunk is cut');
    const body = file.subarray(at + 4, end - 4);
    if (crc32(body) !== file.readUInt32BE(end - 4)) throw unreadable('a chunk is damaged');
    const type = body.toString('latin1', 0, 4);
    if (type === 'IEND') return chunks;
    if (chunks.length >= MAX_CHUNKS) throw new UnusableFile('too_large_inside', 'too many chunks');
    chunks.push({ type, data: body.subarray(4) });
    at = end;
  }
}

/** The palette and the transparency as the kind of colour needs them, to the byte: elsewhere they are only hints. */
function colours({ colour, depth }: Header, chunks: readonly Chunk[]): Chunk[] {
  const [palettes, transparencies] = ['PLTE', 'tRNS'].map((wanted) =>
    chunks.filter(({ type }) => type === wanted),
  ) as [Chunk[], Chunk[]];
  if (palettes.length > 1 || transparencies.length > 1) throw unreadable('two of what there is one of');
  const [palette, transparency] = [palettes[0], transparencies[0]];
  const entries = (palette?.data.length ?? 0) / 3;
  if (colour === 3 && !(Number.isInteger(entries) && entries >= 1 && entries <= 2 ** depth)) {
    throw unreadable('a bad palette');
  }
  const size = transparency?.data.length ?? 0;
  const isSound = { 0: size === 2, 2: size === 6, 3: size <= entries }[colour];
  if (transparency && isSound === false) throw unreadable('a bad transparency');
  return [...(palette && colour === 3 ? [palette] : []), ...(transparency && isSound ? [transparency] : [])];
}

const isCritical = (type: string): boolean => /^[A-Z]/.test(type);

function headerOf(data: Buffer): Header {
  if (data.length !== 13) throw unreadable('a header of another size');
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = data.subarray(8);
  const kind = COLOURS[colour];
  if (!kind?.depths.includes(depth) || compression !== 0 || filter !== 0 || interlace > 1) {
    throw unreadable('a header that means nothing');
  }
  if (width * height === 0) throw unreadable('no pixel');
  if (width * height > MAX_PIXELS) throw new UnusableFile('too_large_inside', 'too many pixels');
  return { width, height, colour, depth, bitsPerPixel: depth * kind.samples, isInterlaced: interlace === 1 };
}

/** Where each pass of an interlaced picture starts, and its steps: x, y, across, down (PNG, 8.2). */
const PASSES: readonly (readonly [number, number, number, number])[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** The bytes of the pixels: in each line one for its filter, then whole bytes of samples. */
function unpackedLength({ width, height, bitsPerPixel, isInterlaced }: Header): number {
  const passes = isInterlaced ? PASSES : ([[0, 0, 1, 1]] as const);
  return passes.reduce((sum, [x, y, across, down]) => {
    const columns = Math.ceil(Math.max(0, width - x) / across);
    const lines = Math.ceil(Math.max(0, height - y) / down);
    return columns === 0 ? sum : sum + lines * (1 + Math.ceil((columns * bitsPerPixel) / 8));
  }, 0);
}

/** How many of the packed bytes are the pixels, which are unpacked piece by piece and forgotten. */
async function packedLength(packed: Buffer, expected: number): Promise<number> {
  if (expected > MAX_UNPACKED) throw new UnusableFile('too_large_inside', 'too many bytes of pixels');
  const inflate = createInflate();
  let unpacked = 0;
  try {
    Readable.from([packed], { objectMode: false }).pipe(inflate);
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      unpacked += piece.length;
      if (unpacked > expected) break;
    }
  } catch {
    throw unreadable('pixels that cannot be unpacked');
  }
  if (unpacked !== expected) throw unreadable('more or fewer pixels than its size says');
  return inflate.bytesWritten;
}

function written({ type, data }: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
