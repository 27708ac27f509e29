import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';
import { Zip, type ZipInputFile } from 'fflate';

/** A ZIP file as it is made: what is ready of it is taken piece by piece, so that it may be as long as it likes. */
export class Archive {
  private ready: Uint8Array[] = [];
  private readonly zip = new Zip((error, bytes) => {
    if (error) throw error;
    this.ready.push(bytes);
  });

  async add(name: string, content: string): Promise<void> {
    const file = this.open(name);
    await file.write(content);
    await file.end();
  }

  open(name: string): Deflated {
    const file = new Deflated(name);
    this.zip.add(file);
    return file;
  }

  end(): void {
    this.zip.end();
  }

  take(): Uint8Array {
    const bytes = Buffer.concat(this.ready);
    this.ready = [];
    return bytes;
  }
}

/** A file of the archive that Node's own zlib compresses, beside the main thread. */
class Deflated implements ZipInputFile {
  readonly compression = 8;
  /** The format knows local times only: this one is the same wherever the server stands. */
  readonly mtime = new Date(1980, 0, 1);
  size = 0;
  crc = 0;
  ondata?: NonNullable<ZipInputFile['ondata']>;
  private readonly deflate = createDeflateRaw();

  constructor(readonly filename: string) {
    this.deflate.on('data', (bytes: Buffer<ArrayBuffer>) => this.ondata?.(null, bytes, false));
  }

  async write(content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    this.size += bytes.length;
    this.crc = crc32(bytes, this.crc);
    await new Promise<void>((done, fail) =>
      this.deflate.write(bytes, (error) => (error ? fail(error) : done())),
    );
  }

  async end(): Promise<void> {
    this.deflate.end();
    await once(this.deflate, 'end');
    this.ondata?.(null, new Uint8Array(0), true);
  }

  release(): void {
    this.deflate.destroy();
  }
}
