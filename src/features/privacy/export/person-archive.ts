import type { Language } from '../../../kernel/language.js';
import { Archive } from '../../../platform/files/archive.js';
import type { FileStore } from '../../../platform/files/file-store.js';
import type { AttachedFile, FileRow, FoundPart } from './export.types.js';
import { presentRow, titleOf } from './sections.rules.js';

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'application/pdf': '.pdf',
};

type Pieces = AsyncGenerator<Uint8Array, void>;

/** The ZIP of somebody's file, made part by part: no more of it is held than what was just read. */
export class PersonArchive {
  private readonly archive = new Archive();
  private readonly counts = new Map<string, number>();
  private readonly files: AttachedFile[] = [];

  constructor(
    private readonly head: object,
    private readonly language: Language,
  ) {}

  /** `person.json`: every part in its order. */
  async *writePerson(parts: AsyncGenerator<FoundPart, void>): Pieces {
    const entry = this.archive.open('person.json');
    try {
      await entry.write(`${JSON.stringify(this.head).slice(0, -1)},"sections":[`);
      for await (const part of parts) {
        await entry.write('rows' in part ? this.rowsOf(part) : this.beginningOf(part.section));
        yield* this.ready();
      }
      await entry.write(this.counts.size === 0 ? ']}\n' : '\n]}]}\n');
      await entry.end();
    } finally {
      entry.release();
    }
  }

  /** The files that the rows named, then `manifest.json`: what there is, and which file the store no longer has. */
  async *writeFiles(store: FileStore): Pieces {
    const attached: object[] = [];
    for (const file of this.files) {
      const path = `files/${file.id}${ENDINGS[file.mediaType] ?? ''}`;
      const bytes = await store.get(file.id);
      attached.push({ path: bytes ? path : null, ...file });
      if (bytes) yield* this.writeFile(path, bytes as AsyncIterable<Buffer>);
    }
    const sections = [...this.counts].map(([section, rows]) => ({
      section,
      title: titleOf(section, this.language),
      rows,
    }));
    const manifest = { ...this.head, sections, files: attached };
    await this.archive.add('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
    this.archive.end();
    yield* this.ready();
  }

  private async *writeFile(path: string, bytes: AsyncIterable<Buffer>): Pieces {
    const entry = this.archive.open(path);
    try {
      for await (const piece of bytes) {
        await entry.write(piece);
        yield* this.ready();
      }
      await entry.end();
    } finally {
      entry.release();
    }
  }

  private beginningOf(section: string): string {
    const separator = this.counts.size === 0 ? '' : '\n]},';
    this.counts.set(section, 0);
    const title = titleOf(section, this.language);
    return `${separator}\n${JSON.stringify({ section, title }).slice(0, -1)},"rows":[`;
  }

  private rowsOf({ section, rows }: { readonly section: string; readonly rows: readonly FileRow[] }): string {
    const before = this.counts.get(section) ?? 0;
    this.counts.set(section, before + rows.length);
    if (section === 'evidence') this.files.push(...rows.filter(isWhole).map(fileOf));
    return rows
      .map((row, index) => `${before + index > 0 ? ',' : ''}\n${JSON.stringify(presentRow(row))}`)
      .join('');
  }

  private *ready(): Generator<Uint8Array, void> {
    const bytes = this.archive.take();
    if (bytes.length > 0) yield bytes;
  }
}

/** A file on somebody else's contract is another's: only that it was added is told. */
const isWhole = ({ row }: FileRow): boolean => typeof row['sha256'] === 'string';

const fileOf = ({ row }: FileRow): AttachedFile => ({
  id: String(row['id']),
  mediaType: String(row['media_type']),
  size: Number(row['size']),
  sha256: String(row['sha256']).replace(/^\\x/, ''),
});
