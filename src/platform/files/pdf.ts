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
  PDFStream,
  type PDFObject,
  type PDFPage,
} from '@cantoo/pdf-lib';
import { cleanJpeg } from './jpeg.ts';
import { UnusableFile, unreadable } from './media-types.ts';

const MAX_PAGES = 200;
/** What all streams of one file may be once they are unpacked. */
const MAX_UNPACKED = 192 * 1024 * 1024;

/** What a page needs to be shown. Actions, notes, previews and what programs keep for themselves are not among it. */
const PAGE_KEYS = [
  'Type',
  'Parent',
  'Resources',
  'MediaBox',
  'CropBox',
  'BleedBox',
  'TrimBox',
  'ArtBox',
  'Rotate',
  'UserUnit',
  'Contents',
  'Group',
];
/** What a stream may say beside what it needs: about its making, other versions of it, a file elsewhere. */
const NEEDLESS = [
  'Metadata',
  'PieceInfo',
  'LastModified',
  'OPI',
  'AF',
  'Ref',
  'StructParent',
  'StructParents',
  'Alternates',
  'Measure',
  'PtData',
  'F',
  'FFilter',
  'FDecodeParms',
];
/** What is nothing to see, wherever it hangs. */
const NEVER_TYPES = ['Metadata', 'EmbeddedFile', 'Filespec', 'F', 'Action', 'Annot', 'Catalog', 'Sig'];
/** Notes that show nothing: a page loses nothing without them. */
const UNSEEN_NOTES = ['Link', 'Popup'];

const name = (text: string) => PDFName.of(text);

/**
 * The pages and nothing else, in a file written anew: no title, author or dates, no XMP, script, action, attached file,
 * form, note or earlier version. JPEG pictures inside lose what a camera wrote into them, too.
 * @throws UnusableFile
 */
export async function cleanPdf(file: Uint8Array, maxUnpacked = MAX_UNPACKED): Promise<Uint8Array> {
  limitUnpacking(maxUnpacked);
  try {
    // What cannot be read would be left out in silence.
    const source = await PDFDocument.load(file, { updateMetadata: false, throwOnInvalidObject: true });
    const pages = source.getPages();
    if (pages.length === 0) throw unreadable('no page');
    if (pages.length > MAX_PAGES) throw new UnusableFile('too_large_inside', 'too many pages');
    for (const page of pages) keepWhatIsShown(page);
    const clean = await PDFDocument.create({ updateMetadata: false });
    for (const page of await clean.copyPages(source, source.getPageIndices())) clean.addPage(page);
    keepNeeded(clean, maxUnpacked);
    return await clean.save({
      useObjectStreams: false,
      addDefaultPage: false,
      updateFieldAppearances: false,
    });
  } catch (error) {
    if (error instanceof UnusableFile) throw error;
    if (error instanceof EncryptedPDFError) throw new UnusableFile('encrypted', 'encrypted');
    throw unreadable(error instanceof Error ? error.constructor.name : 'not an error');
  }
}

function keepWhatIsShown({ node }: PDFPage): void {
  for (const note of node.Annots()?.asArray() ?? []) {
    const found = node.context.lookup(note);
    const subtype = found instanceof PDFDict ? found.lookup(name('Subtype')) : undefined;
    if (!(subtype instanceof PDFName) || !UNSEEN_NOTES.includes(subtype.decodeText())) {
      throw new UnusableFile('annotated', 'a note or a field of a form');
    }
  }
  for (const key of node.keys()) if (!PAGE_KEYS.includes(key.decodeText())) node.delete(key);
}

/** Everything that the pages brought with them. */
function keepNeeded(clean: PDFDocument, maxUnpacked: number): void {
  const { context } = clean;
  let budget = maxUnpacked;
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (object === clean.catalog) continue;
    if (isNever(object)) context.assign(ref, PDFNull);
    else if (object instanceof PDFRawStream) {
      for (const key of NEEDLESS) object.dict.delete(name(key));
      const { stream, unpacked } = rebuilt(context, object, budget);
      budget -= unpacked;
      context.assign(ref, stream);
    }
    for (const dict of dictsIn(object)) dict.delete(name('Metadata'));
  }
  clean.catalog.delete(name('Lang'));
}

function isNever(object: PDFObject): boolean {
  const dict = object instanceof PDFStream ? object.dict : object;
  if (!(dict instanceof PDFDict)) return false;
  const type = dict.get(name('Type'));
  return type instanceof PDFName && NEVER_TYPES.includes(type.decodeText());
}

/** An object and what stands directly in it, but for what has a number of its own. */
function* dictsIn(object: PDFObject): Generator<PDFDict> {
  if (object instanceof PDFStream) yield* dictsIn(object.dict);
  else if (object instanceof PDFArray) for (const item of object.asArray()) yield* dictsIn(item);
  else if (object instanceof PDFDict) {
    yield object;
    for (const value of object.values()) yield* dictsIn(value);
  }
}

/** A stream without what follows its packed bytes; a picture without what is no picture. */
function rebuilt(
  context: PDFContext,
  object: PDFRawStream,
  budget: number,
): { stream: PDFRawStream; unpacked: number } {
  const { dict, contents } = object;
  const filters = filtersOf(dict);
  const as = (bytes: Uint8Array) => PDFRawStream.of(dict, bytes);
  if (filters.includes('JPXDecode')) throw unreadable('a JPEG 2000');
  if (!filters.includes('DCTDecode')) {
    const isImage = dict.get(name('Subtype')) === name('Image');
    if (filters[0] !== 'FlateDecode') {
      if (!isImage) refuseInlineJpeg(filters.length === 0 ? contents : decodePDFRawStream(object).decode());
      return { stream: as(contents), unpacked: 0 };
    }
    const { bytes, length, packed } = inflated(contents, budget);
    if (!isImage) refuseInlineJpeg(filters.length === 1 ? bytes : decodePDFRawStream(object).decode());
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

/** A JPEG within the drawing of a page would keep what a camera wrote, and hardly anything makes them. */
function refuseInlineJpeg(drawing: Uint8Array): void {
  const text = Buffer.from(drawing.buffer, drawing.byteOffset, drawing.byteLength);
  if (text.includes('/DCT')) throw unreadable('a JPEG within the drawing of a page');
}

function filtersOf(dict: PDFDict): string[] {
  const filter = dict.lookup(name('Filter')) ?? dict.lookup(name('F'));
  const filters =
    filter instanceof PDFArray ? filter.asArray().map((one) => dict.context.lookup(one)) : [filter];
  return filters.flatMap((one) => (one instanceof PDFName ? [one.decodeText()] : []));
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
