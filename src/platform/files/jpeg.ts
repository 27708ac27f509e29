import { UnusableFile, unreadable } from './media-types.ts';

/** The largest picture in pixels: what a reader would unpack. */
export const MAX_PIXELS = 100_000_000;
/** A photo has a few dozen; each costs memory here, and each scan a pass over the picture in whoever shows it. */
const MAX_SEGMENTS = 4_000;
const MAX_SCANS = 100;

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const DQT = 0xdb;
const DHT = 0xc4;
const DRI = 0xdd;
const COM = 0xfe;
const [APP0, APP1, APP14, APP15] = [0xe0, 0xe1, 0xee, 0xef];
/** Sequential and progressive Huffman; what no phone or browser makes (arithmetic, lossless, hierarchical) is refused. */
const FRAMES = [0xc0, 0xc1, 0xc2];

interface Kept {
  hasJfif: boolean;
  /** How an Adobe segment says that colours are coded; null: there is none. */
  adobe: number | null;
  /** Null: nothing said so far how it is turned. */
  orientation: number | null;
  frame: Frame | null;
  scans: number;
  readonly parts: Uint8Array[];
}

interface Frame {
  readonly components: ReadonlySet<number>;
}

/**
 * The picture and nothing else: tables, frame and scans are copied, each checked; JFIF, Adobe's colours and the
 * orientation are written again. Whatever else a camera or an editor added (EXIF with its place, XMP, IPTC, comments,
 * previews, profiles, a film after the end) is not carried over. The pixels are not touched.
 * @throws UnusableFile
 */
export function cleanJpeg(file: Uint8Array, { withOrientation = true } = {}): Uint8Array {
  const kept: Kept = { hasJfif: false, adobe: null, orientation: null, frame: null, scans: 0, parts: [] };
  if (file[0] !== 0xff || file[1] !== SOI) throw unreadable('no start of image');
  let at = 2;
  for (let segments = 0; ; segments += 1) {
    if (segments > MAX_SEGMENTS) throw new UnusableFile('too_large_inside', 'too many segments');
    const { marker, next } = markerAt(file, at);
    if (marker === EOI) break;
    const end = next + lengthAt(file, next);
    const body = file.subarray(next + 2, end);
    if (end > file.length) throw unreadable('a segment is cut');
    at = marker === SOS ? keepScan(kept, file, next, end) : (keepSegment(kept, marker, body), end);
  }
  if (!kept.frame || kept.scans === 0) throw unreadable('no picture');
  return Buffer.concat([
    Buffer.from([0xff, SOI]),
    ...(kept.hasJfif ? [segment(APP0, Buffer.from('4a46494600010100000100010000', 'hex'))] : []),
    ...(withOrientation && kept.orientation !== null && kept.orientation > 1
      ? [segment(APP1, exifOf(kept.orientation))]
      : []),
    ...(kept.adobe === null ? [] : [segment(APP14, adobeOf(kept.adobe))]),
    ...kept.parts,
    Buffer.from([0xff, EOI]),
  ]);
}

function markerAt(file: Uint8Array, at: number): { marker: number; next: number } {
  if (file[at] !== 0xff) throw unreadable('no marker where one is due');
  let next = at + 1;
  while (file[next] === 0xff) next += 1;
  const marker = file[next];
  if (marker === undefined) throw unreadable('cut before its end');
  if (marker < 0xc0 || marker === SOI) throw unreadable('a marker in the wrong place');
  return { marker, next: next + 1 };
}

function lengthAt(file: Uint8Array, at: number): number {
  const length = ((file[at] ?? 0) << 8) | (file[at + 1] ?? 0);
  if (length < 2) throw unreadable('a segment without length');
  return length;
}

function keepSegment(kept: Kept, marker: number, body: Uint8Array): void {
  if (FRAMES.includes(marker)) {
    if (kept.frame) throw unreadable('two frames');
    kept.frame = readFrame(body);
    kept.parts.push(segment(marker, body));
  } else if (marker === DQT || marker === DHT || marker === DRI) {
    if (!holdsTables(marker, body)) throw unreadable('a table of the wrong size');
    kept.parts.push(segment(marker, body));
  } else if (marker === APP0) {
    kept.hasJfif ||= startsWith(body, 'JFIF\0');
  } else if (marker === APP1) {
    if (startsWith(body, 'Exif\0\0')) kept.orientation ??= orientationIn(body.subarray(6));
  } else if (marker === APP14) {
    if (startsWith(body, 'Adobe') && body.length >= 12) kept.adobe = Math.min(body[11] ?? 0, 2);
  } else if (marker !== COM && (marker < APP0 || marker > APP15)) {
    throw unreadable('a kind of JPEG that is not taken');
  }
}

function readFrame(body: Uint8Array): Frame {
  const [precision = 0, high = 0, h = 0, wide = 0, w = 0, count = 0] = body;
  const [height, width] = [(high << 8) | h, (wide << 8) | w];
  if (![8, 12].includes(precision) || height * width === 0) throw unreadable('a frame without a size');
  if (![1, 3, 4].includes(count) || body.length !== 6 + 3 * count)
    throw unreadable('a frame of another size');
  if (height * width > MAX_PIXELS) throw new UnusableFile('too_large_inside', 'too many pixels');
  return { components: new Set(Array.from({ length: count }, (_, index) => body[6 + 3 * index] ?? 0)) };
}

/** Tables fill their segment to the last byte: there is no room for anything else. */
function holdsTables(marker: number, body: Uint8Array): boolean {
  if (marker === DRI) return body.length === 2;
  let at = 0;
  while (at < body.length) {
    const [kind, number] = [(body[at] ?? 0) >> 4, (body[at] ?? 0) & 15];
    if (kind > 1 || number > 3) return false;
    const codes = body.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0);
    if (marker === DQT) at += kind === 0 ? 65 : 129;
    else if (codes <= 256) at += 17 + codes;
    else return false;
  }
  return at === body.length && at > 0;
}

/** A scan goes on to the next marker that is neither a restart nor a stuffed byte. @returns where that is */
function keepScan(kept: Kept, file: Uint8Array, start: number, end: number): number {
  const count = file[start + 2] ?? 0;
  if (!kept.frame || count < 1 || count > 4 || end - start !== 6 + 2 * count) throw unreadable('a bad scan');
  for (let n = 0; n < count; n += 1) {
    if (!kept.frame.components.has(file[start + 3 + 2 * n] ?? 0)) throw unreadable('a scan of nothing');
  }
  let at = end;
  for (;;) {
    at = file.indexOf(0xff, at);
    if (at === -1) throw unreadable('cut within a scan');
    const next = file[at + 1] ?? EOI;
    if (next === 0 || (next >= 0xd0 && next <= 0xd7)) at += 2;
    else if (next === 0xff) at += 1;
    else break;
  }
  let stop = at; // without what only fills the room before the next marker
  while (file[stop - 1] === 0xff) stop -= 1;
  if (stop <= end) throw unreadable('an empty scan');
  kept.scans += 1;
  if (kept.scans > MAX_SCANS) throw new UnusableFile('too_large_inside', 'too many scans');
  kept.parts.push(Buffer.from([0xff, SOS]), file.subarray(start, stop));
  return at;
}

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;

function segment(marker: number, body: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

const adobeOf = (transform: number): Buffer =>
  Buffer.concat([Buffer.from('Adobe'), Buffer.from([0, 100, 0, 0, 0, 0, transform])]);

/** How the picture is to be turned (TIFF tag 0x0112 of the first directory); 1, as it is, where nothing sound says so. */
function orientationIn(bytes: Uint8Array): number {
  const tiff = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  if (tiff.length < 14 || (!isLittle && tiff.toString('latin1', 0, 2) !== 'MM')) return 1;
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return 1;
  for (let n = 0; n < short(directory); n += 1) {
    const entry = directory + 2 + 12 * n;
    if (entry + 12 > tiff.length) return 1;
    if (short(entry) !== 0x0112) continue;
    const orientation = short(entry + 8);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}

/** An EXIF segment that says the orientation and nothing else. */
const exifOf = (orientation: number): Buffer =>
  Buffer.concat([
    Buffer.from('Exif\0\0'),
    Buffer.from('4d4d002a00000008', 'hex'), // big-endian TIFF, first directory at 8
    Buffer.from('0001011200030000000100', 'hex'), // one entry: tag 0x0112, one short
    Buffer.from([orientation, 0, 0, 0, 0, 0, 0]),
  ]);
