import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFString, StandardFonts } from '@cantoo/pdf-lib';

// Files made byte by byte, with all that a camera, an editor or somebody hostile puts into them.

/** A whole grey picture of 8 by 8 pixels: baseline, one component, one block whose only coefficient is 0. */
const TABLES = Buffer.concat([
  segment(0xdb, Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 1)])),
  segment(0xc0, Buffer.from([8, 0, 8, 0, 8, 1, 1, 0x11, 0])),
  segment(0xc4, Buffer.from([0x00, 1, ...Array<number>(15).fill(0), 0])),
  segment(0xc4, Buffer.from([0x10, 1, ...Array<number>(15).fill(0), 0])),
]);
const SCAN = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([0x3f])]);
const JFIF = segment(0xe0, Buffer.from('4a46494600010101004800480000', 'hex'));

/** The words that must not come through, wherever they were written. */
export const SECRET = 'Madame-Dupont-chambre-12';

export function segment(marker: number, body: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** Big-endian TIFF: who took it, how it is turned, and where: 48° 51' N, 2° 21' E. */
export function tiffWithPlace(orientation = 6): Buffer {
  const words = Buffer.from(`${SECRET}\0`);
  const entry = (tag: number, type: number, count: number, value: Buffer | number) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(type, 2);
    bytes.writeUInt32BE(count, 4);
    if (typeof value === 'number') bytes.writeUInt32BE(value, 8);
    else value.copy(bytes, 8);
    return bytes;
  };
  const short = (value: number) => Buffer.from([value >> 8, value & 255, 0, 0]);
  const [first, gps] = [8, 8 + 2 + 3 * 12 + 4];
  const values = gps + 2 + 4 * 12 + 4;
  const rationals = (...parts: number[]) =>
    Buffer.concat(parts.flatMap((part) => [Buffer.from([0, 0, 0, part]), Buffer.from([0, 0, 0, 1])]));
  return Buffer.concat([
    Buffer.from('4d4d002a', 'hex'),
    Buffer.from([0, 0, 0, first]),
    Buffer.from([0, 3]),
    entry(0x010f, 2, words.length, values + 48),
    entry(0x0112, 3, 1, short(orientation)),
    entry(0x8825, 4, 1, gps),
    Buffer.alloc(4),
    Buffer.from([0, 4]),
    entry(1, 2, 2, Buffer.from('N\0\0\0')),
    entry(2, 5, 3, values),
    entry(3, 2, 2, Buffer.from('E\0\0\0')),
    entry(4, 5, 3, values + 24),
    Buffer.alloc(4),
    rationals(48, 51, 0),
    rationals(2, 21, 0),
    words,
  ]);
}

const XMP = Buffer.from(
  `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="${SECRET}"/></rdf:RDF></x:xmpmeta>`,
);
const IPTC = Buffer.concat([
  Buffer.from('Photoshop 3.0\u00008BIM'),
  Buffer.from([4, 4, 0, 0, 0, 0, 0, 5 + SECRET.length, 0x1c, 2, 80, 0, SECRET.length]),
  Buffer.from(SECRET),
]);

/** The segments in which cameras and editors write. */
export const CAMERA_SEGMENTS = [
  segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiffWithPlace()])),
  segment(0xe1, XMP),
  segment(0xe2, Buffer.from(`MPF\0${SECRET}`)),
  segment(0xed, IPTC),
  segment(0xfe, Buffer.from(SECRET)),
];

/** A sound JPEG with `added` after its beginning, and something after its end. */
export const jpeg = (added: readonly Uint8Array[] = [], after: Uint8Array = Buffer.alloc(0)): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8]), JFIF, ...added, TABLES, SCAN, Buffer.from([0xff, 0xd9]), after]);

export const photo = (): Buffer => jpeg(CAMERA_SEGMENTS, Buffer.from(`PK\u0003\u0004${SECRET}`));

export function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

export function png({
  width = 3,
  height = 2,
  added = [] as readonly Uint8Array[],
  pixels = deflateSync(Buffer.alloc(height * (1 + width * 3), 7)) as Uint8Array,
  after = Buffer.alloc(0) as Uint8Array,
} = {}): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const end = chunk('IEND', Buffer.alloc(0));
  return Buffer.concat([PNG_SIGNATURE, chunk('IHDR', header), ...added, chunk('IDAT', pixels), end, after]);
}

export const screenshot = (): Buffer =>
  png({
    added: [
      chunk('tEXt', Buffer.from(`Author\0${SECRET}`)),
      chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.from(SECRET))])),
      chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${SECRET}`)),
      chunk('tIME', Buffer.from([7, 234, 3, 12, 9, 0, 0])),
      chunk('eXIf', tiffWithPlace()),
    ],
    after: Buffer.from(`<script>${SECRET}</script>`),
  });

/** A page with a sentence and a photo, and everything that must go. */
export async function pdf({ text = 'Aide au repas', hostile = true, note = false } = {}): Promise<Buffer> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const { context, catalog } = document;
  const page = document.addPage([300, 200]);
  page.drawText(text, { x: 20, y: 100, size: 14, font: await document.embedFont(StandardFonts.Helvetica) });
  if (hostile) {
    const script = { Type: 'Action', S: 'JavaScript', JS: PDFString.of(`app.alert("${SECRET}")`) };
    document.setTitle(SECRET);
    document.setAuthor(SECRET);
    await document.attach(Buffer.from(SECRET), 'secret.txt', { mimeType: 'text/plain' });
    document.addJavaScript('main', `app.alert("${SECRET}")`);
    catalog.set(PDFName.of('OpenAction'), context.obj(script));
    const xmp = context.register(context.stream(SECRET, { Type: 'Metadata', Subtype: 'XML' }));
    catalog.set(PDFName.of('Metadata'), xmp);
    page.node.set(PDFName.of('Metadata'), xmp);
    page.node.set(PDFName.of('AA'), context.obj({ O: script }));
    page.node.set(PDFName.of('PieceInfo'), context.obj({ Editor: { Private: PDFString.of(SECRET) } }));
    const picture = photo();
    const image = context.stream(picture, {
      Type: 'XObject',
      Subtype: 'Image',
      Width: 8,
      Height: 8,
      ColorSpace: 'DeviceGray',
      BitsPerComponent: 8,
      Filter: 'DCTDecode',
      Metadata: xmp,
    });
    page.node.newXObject('Photo', context.register(image));
    context.register(context.stream(SECRET)); // hangs nowhere
  }
  if (note) {
    const remark = { Type: 'Annot', Subtype: 'Text', Rect: [0, 0, 9, 9], Contents: PDFString.of(SECRET) };
    page.node.set(PDFName.of('Annots'), context.obj([context.register(context.obj(remark))]));
  } else if (hostile) {
    const link = { Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], Contents: PDFString.of(SECRET) };
    page.node.set(PDFName.of('Annots'), context.obj([context.register(context.obj(link))]));
  }
  return Buffer.from(await document.save({ useObjectStreams: false }));
}
