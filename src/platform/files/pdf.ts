import { inflateSync } from 'node:zlib';
import {
  decodePDFRawStream,
  EncryptedPDFError,
  PDFArray,
  PDFContext,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNull,
  PDFRawStream,
  PDFRef,
  PDFStream,
  type PDFObject,
  type PDFPage,
} from '@cantoo/pdf-lib';
import { cleanJpeg } from './jpeg.ts';
import { UnusableFile, unreadable } from './media-types.ts';
import { FILTERS, ownOf, shapeOf, SHAPES, type Shape } from './pdf-shapes.ts';

const MAX_PAGES = 200;
/** What all streams of one file may be once they are unpacked. */
const MAX_UNPACKED = 192 * 1024 * 1024;
/** Lists and references inside one another, in one place of a page's resources. */
const MAX_NESTED = 64;

/** Notes that show nothing: a page loses nothing without them. */
const UNSEEN_NOTES = ['Link', 'Popup'];

const name = (text: string) => PDFName.of(text);

/**
 * The pages and nothing else, in a file written again: no title, author or dates, no XMP, script, action, attached file,
 * form, note, layer or earlier version; of what a page is shown with, what `pdf-shapes.ts` names. JPEG pictures inside lose
 * what a camera wrote into them, too. What opens without a password is kept without its lock.
 * @throws UnusableFile
 */
export async function cleanPdf(file: Uint8Array, maxUnpacked = MAX_UNPACKED): Promise<Uint8Array> {
  limitUnpacking(maxUnpacked);
  try {
    const source = await opened(file);
    const pages = source.getPages();
    if (pages.length === 0) throw unreadable('no page');
    if (pages.length > MAX_PAGES) throw new UnusableFile('too_large_inside', 'too many pages');
    for (const page of pages) {
      refuseSeenNotes(page);
      page.node.delete(name('Annots'));
      // What leads back to the whole document would be copied with the page.
      for (const key of page.node.keys())
        if (key !== name('Parent') && !Object.hasOwn(SHAPES.page.keys, key.decodeText()))
          page.node.delete(key);
    }
    const clean = await PDFDocument.create({ updateMetadata: false });
    for (const page of await clean.copyPages(source, source.getPageIndices())) clean.addPage(page);
    keepWhatIsShown(clean, maxUnpacked);
    return await clean.save({
      useObjectStreams: false,
      addDefaultPage: false,
      updateFieldAppearances: false,
    });
  } catch (error) {
    if (error instanceof UnusableFile) throw error;
    throw unreadable(error instanceof Error ? error.constructor.name : 'not an error');
  }
}

/** What cannot be read would be left out in silence. */
const READING = { updateMetadata: false, throwOnInvalidObject: true } as const;

/** @throws UnusableFile `encrypted` when it takes a password to open it */
async function opened(file: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(file, READING);
  } catch (error) {
    if (!(error instanceof EncryptedPDFError)) throw error;
  }
  const unlocked = await PDFDocument.load(file, { ...READING, password: '' }).catch((error: unknown) => {
    throw error instanceof UnusableFile ? error : new UnusableFile('encrypted', 'encrypted');
  });
  const { context } = unlocked;
  // Copies of a stream forget how to decrypt it.
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream) || !object.transform) continue;
    const locked = PDFRawStream.of(PDFDict.withContext(context), object.contents, object.transform);
    context.assign(ref, PDFRawStream.of(object.dict, decodePDFRawStream(locked).decode()));
  }
  return unlocked;
}

function refuseSeenNotes({ node }: PDFPage): void {
  for (const note of node.Annots()?.asArray() ?? []) {
    const found = node.context.lookup(note);
    const subtype = found instanceof PDFDict ? found.lookup(name('Subtype')) : undefined;
    if (!(subtype instanceof PDFName) || !UNSEEN_NOTES.includes(subtype.decodeText())) {
      throw new UnusableFile('annotated', 'a note or a field of a form');
    }
  }
}

/** What hangs on the pages by keys that are allowed where they stand, and no other object. */
function keepWhatIsShown(clean: PDFDocument, maxUnpacked: number): void {
  const kept = new Kept(clean.context, maxUnpacked);
  for (const { node } of clean.getPages()) {
    const parent = node.get(name('Parent'));
    kept.keepIn(node, 'page');
    if (parent) node.set(name('Parent'), parent);
  }
  const tree = new Set<PDFObject>([
    clean.catalog,
    clean.catalog.Pages(),
    ...clean.getPages().map(({ node }) => node),
  ]);
  for (const [ref, object] of clean.context.enumerateIndirectObjects())
    if (!kept.refs.has(ref) && !tree.has(object)) clean.context.delete(ref);
  clean.catalog.delete(name('Lang'));
}

/** Walks from the pages down. What stands where it may not is taken out; a stream is written again. */
class Kept {
  readonly refs = new Set<PDFRef>();
  /** By shape: what hangs in two places is cut to what both allow. */
  private readonly seen = new Map<PDFObject, Set<Shape>>();
  private readonly waiting: [PDFDict, Shape][] = [];
  private readonly context: PDFContext;
  private budget: number;

  constructor(context: PDFContext, budget: number) {
    this.context = context;
    this.budget = budget;
  }

  keepIn(dict: PDFDict, shape: Shape): void {
    this.waiting.push([dict, shape]);
    for (let next = this.waiting.pop(); next; next = this.waiting.pop()) this.cut(...next);
  }

  private cut(dict: PDFDict, shape: Shape): void {
    const allowed = shapeOf(shape);
    for (const [key, value] of dict.entries()) {
      const inner = allowed ? (ownOf(allowed.keys, key.decodeText()) ?? allowed.named) : 'plain';
      const kept = inner ? this.keep(value, inner, MAX_NESTED) : null;
      if (kept === null) dict.delete(key);
      else if (kept !== value) dict.set(key, kept);
    }
  }

  /** @returns what may stand there, or null */
  private keep(value: PDFObject, shape: Shape, depth: number): PDFObject | null {
    if (depth === 0) throw unreadable('nested too deep');
    if (value instanceof PDFRef) {
      const found = this.context.lookup(value);
      if (!found) return null;
      const kept = this.keep(found, shape, depth - 1);
      if (kept === null) return null;
      if (kept !== found) this.context.assign(value, kept);
      this.refs.add(value);
      return value;
    }
    if (value instanceof PDFRawStream) return this.keepStream(value, shape);
    if (value instanceof PDFStream) return null;
    if (value instanceof PDFDict) return shape === 'plain' ? null : this.keepDict(value, shape);
    if (value instanceof PDFArray) {
      if (this.wasSeen(value, shape)) return value;
      for (const [index, item] of value.asArray().entries())
        value.set(index, this.keep(item, shape, depth - 1) ?? PDFNull);
    }
    return value;
  }

  private keepDict(dict: PDFDict, shape: Shape): PDFDict {
    if (!this.wasSeen(dict, shape)) this.waiting.push([dict, shape]);
    return dict;
  }

  private keepStream(stream: PDFRawStream, shape: Shape): PDFRawStream | null {
    const allowed = shapeOf(shape);
    if (!allowed) return null;
    if (this.wasSeen(stream.dict, shape)) return stream;
    const { stream: kept, unpacked } = rebuilt(this.context, stream, this.budget, allowed.draws === true);
    this.budget -= unpacked;
    this.waiting.push([kept.dict, shape]);
    return kept;
  }

  private wasSeen(object: PDFObject, shape: Shape): boolean {
    const shapes = this.seen.get(object) ?? new Set();
    this.seen.set(object, shapes);
    return shapes.size === shapes.add(shape).size;
  }
}

/** A stream without what follows its packed bytes; a picture without what is no picture. */
function rebuilt(
  context: PDFContext,
  object: PDFRawStream,
  budget: number,
  draws: boolean,
): { stream: PDFRawStream; unpacked: number } {
  const { dict, contents } = object;
  const filters = fullFilters(dict);
  const as = (bytes: Uint8Array) => PDFRawStream.of(dict, bytes);
  if (!filters.includes('DCTDecode')) {
    // Only a picture may be packed in a way that the library does not unpack; nothing draws from that.
    const isPicture = filters.some((filter) => filter === 'CCITTFaxDecode' || filter === 'JBIG2Decode');
    const mayHoldAnother = draws && !isPicture && dict.get(name('Subtype')) !== name('Image');
    if (filters[0] !== 'FlateDecode') {
      if (mayHoldAnother)
        refuseInlineJpeg(filters.length === 0 ? contents : decodePDFRawStream(object).decode());
      return { stream: as(contents), unpacked: 0 };
    }
    const { bytes, length, packed } = inflated(contents, budget);
    if (mayHoldAnother)
      refuseInlineJpeg(filters.length === 1 ? bytes : decodePDFRawStream(as(packed)).decode());
    return { stream: as(packed), unpacked: length };
  }
  const [first, second, ...others] = filters;
  if (others.length > 0 || (second !== undefined && first !== 'FlateDecode'))
    throw unreadable('a JPEG packed in an unusual way');
  const { bytes, length } =
    second === undefined ? { bytes: contents, length: 0 } : inflated(contents, budget);
  dict.set(name('Filter'), context.obj('DCTDecode'));
  dict.delete(name('DecodeParms'));
  return { stream: as(cleanJpeg(bytes, { withOrientation: false })), unpacked: length };
}

/** A name as it is written, with its signs said by number: `/D#43T` is `/DCT`. */
const NAMES = /\/([^\0\t\n\f\r ()<>[\]{}/%]{1,127})/g;

const named = (written: string): string =>
  written.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/** A JPEG within the drawing of a page would keep what a camera wrote, and hardly anything makes them. */
function refuseInlineJpeg(drawing: Uint8Array): void {
  const text = Buffer.from(drawing.buffer, drawing.byteOffset, drawing.byteLength).toString('latin1');
  for (const [, written = ''] of text.matchAll(NAMES)) {
    if (named(written).startsWith('DCT')) throw unreadable('a JPEG within the drawing of a page');
  }
}

/** How a stream is packed, in full names, which it has from now on. @throws UnusableFile for any other way */
function fullFilters(dict: PDFDict): string[] {
  for (const [short, long] of [
    ['F', 'Filter'],
    ['DP', 'DecodeParms'],
  ] as const) {
    // A reader may take the short one; where both stand, readers do not agree.
    const value = dict.get(name(short));
    if (value instanceof PDFName || value instanceof PDFArray || short === 'DP') {
      if (value && !dict.get(name(long))) dict.set(name(long), value);
    }
    dict.delete(name(short));
  }
  const filter = dict.lookup(name('Filter'));
  const written =
    filter instanceof PDFArray ? filter.asArray().map((one) => dict.context.lookup(one)) : [filter];
  const full = written.flatMap((one) => {
    if (one === undefined || one === PDFNull) return [];
    const known = one instanceof PDFName ? ownOf(FILTERS, one.decodeText()) : undefined;
    if (!known) throw unreadable('packed in an unknown way');
    return [known];
  });
  if (full.length > 0) dict.set(name('Filter'), dict.context.obj(full));
  return full;
}

function inflated(contents: Uint8Array, budget: number) {
  try {
    const { buffer, engine } = inflateSync(contents, {
      info: true,
      maxOutputLength: Math.max(1, budget),
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    return { bytes: buffer, length: buffer.length, packed: contents.subarray(0, engine.bytesWritten) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new UnusableFile('too_large_inside', 'too much once it is unpacked');
    throw unreadable('a stream that cannot be unpacked');
  }
}

let unpackedAtMost: number | null = null;

/** The library unpacks whatever it meets while it reads a file, as long as there is memory: not here. */
function limitUnpacking(maxUnpacked: number): void {
  const isLimited = unpackedAtMost !== null;
  unpackedAtMost = maxUnpacked;
  if (isLimited) return;
  const dict = PDFDict.withContext(PDFContext.create());
  dict.set(name('Filter'), name('FlateDecode'));
  const decoder = decodePDFRawStream(PDFRawStream.of(dict, Buffer.from('789c030000000001', 'hex')));
  const shared = Object.getPrototypeOf(Object.getPrototypeOf(decoder)) as {
    ensureBuffer(this: unknown, size: number): unknown;
  };
  const ensure = shared.ensureBuffer;
  shared.ensureBuffer = function limited(size) {
    if (size > (unpackedAtMost ?? 0))
      throw new UnusableFile('too_large_inside', 'too much once it is unpacked');
    return ensure.call(this, size);
  };
}
