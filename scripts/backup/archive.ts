import { createHash } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { OperatorError } from '../../src/platform/operator-error.js';

/** What one entry may hold: parts of tables are cut, files of evidence are smaller. Memory is bounded by it. */
export const LARGEST_ENTRY = 32 * 1024 * 1024;

export const MANIFEST = 'manifest.json';

const BLOCK = 512;

export interface ArchivedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** The archive is damaged, cut short or none of ours. */
export class ArchiveError extends OperatorError {
  constructor(fr: string, en: string) {
    super(`Sauvegarde refusée : ${fr} (backup refused: ${en}).`);
  }
}

const cutShort = (): ArchiveError =>
  new ArchiveError(
    'le fichier est incomplet, sa copie ou son écriture s’est arrêtée ; prenez une autre sauvegarde',
    'the file is not whole, its copy or its writing was cut; take another backup',
  );

export const damaged = (): ArchiveError =>
  new ArchiveError(
    'le fichier est abîmé, ses octets ne sont plus ceux qui ont été écrits ; prenez une autre sauvegarde',
    'the file is damaged, its bytes are not those that were written; take another backup',
  );

/** Writes a tar that any tar reads; its last entry, the manifest, says what all before it has to hash to. */
export class ArchiveWriter {
  private readonly hash = createHash('sha256');
  bytes = 0;

  constructor(private readonly out: Writable) {
    out.on('error', () => undefined); // the write that suffers from it says so
  }

  async add(name: string, content: Uint8Array): Promise<void> {
    if (content.length > LARGEST_ENTRY) throw new Error(`${name} is too large for an entry.`);
    await this.write(headerOf(name, content.length));
    await this.write(content);
    await this.write(Buffer.alloc(paddingAfter(content.length)));
  }

  /** Ends the archive: without its manifest nobody takes it for whole. */
  async close(manifest: object): Promise<void> {
    const sha256 = this.hash.copy().digest('hex');
    await this.add(MANIFEST, Buffer.from(JSON.stringify({ ...manifest, sha256 })));
    await this.write(Buffer.alloc(2 * BLOCK));
  }

  private write(bytes: Uint8Array): Promise<void> {
    this.hash.update(bytes);
    this.bytes += bytes.length;
    return new Promise((resolve, reject) => {
      this.out.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }
}

/** Reads one entry after the other, the manifest included, and refuses what is damaged at the latest at its end. */
export async function* readArchive(source: Readable): AsyncGenerator<ArchivedFile, void> {
  const reader = new ByteReader(source);
  const hash = createHash('sha256');
  for (;;) {
    const header = await reader.take(BLOCK);
    const { name, size } = readHeader(header);
    const content = await reader.take(size);
    const padding = await reader.take(paddingAfter(size));
    if (name === MANIFEST) {
      const { sha256 } = parseObject(content) as { sha256?: unknown };
      if (sha256 !== hash.digest('hex')) throw damaged();
      yield { name, content };
      return;
    }
    for (const bytes of [header, content, padding]) hash.update(bytes);
    yield { name, content };
  }
}

/** Reads what an entry says in JSON. */
export function parseObject(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8')) as unknown;
  } catch {
    throw damaged();
  }
}

class ByteReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(source: Readable) {
    this.chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async take(size: number): Promise<Buffer> {
    const parts = [this.rest];
    let there = this.rest.length;
    while (there < size) {
      const next = await this.chunks.next();
      if (next.done) throw cutShort();
      parts.push(next.value);
      there += next.value.length;
    }
    const all = parts.length === 1 ? this.rest : Buffer.concat(parts, there);
    this.rest = all.subarray(size);
    return all.subarray(0, size);
  }
}

const paddingAfter = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/** ustar, of which only the name and the length say something; each field in octal digits. */
function headerOf(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long a name for an entry.`);
  header.write(name, 0);
  for (const [at, width, value] of [
    [100, 8, 0o600],
    [108, 8, 0],
    [116, 8, 0],
    [124, 12, size],
    [136, 12, 0],
  ] as const) {
    header.write(value.toString(8).padStart(width - 1, '0'), at);
  }
  header.write('0', 156);
  header.write('ustar\0' + '00', 257, 'latin1');
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

function readHeader(header: Buffer): { name: string; size: number } {
  if (header.every((byte) => byte === 0)) throw cutShort(); // an end before the manifest
  if (header.toString('latin1', 257, 262) !== 'ustar') {
    throw new ArchiveError(
      'ce n’est pas une sauvegarde de Palier, faite par « npm run backup »',
      'this is no backup of Palier, made by npm run backup',
    );
  }
  const size = octal(header, 124, 12);
  if (octal(header, 148, 8) !== sumOf(header) || !(size <= LARGEST_ENTRY)) throw damaged();
  return { name: header.toString('utf8', 0, header.indexOf(0)).slice(0, 100), size };
}

const octal = (header: Buffer, at: number, width: number): number =>
  Number.parseInt(header.toString('latin1', at, at + width), 8);

/** The sum of all bytes, those of the sum itself taken for spaces. */
const sumOf = (header: Buffer): number =>
  header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
