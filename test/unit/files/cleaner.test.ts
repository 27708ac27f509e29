import { deflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import exifr from 'exifr';
import { extractText, getDocumentProxy } from 'unpdf';
import { Cleaner } from '../../../src/platform/files/cleaner.js';
import { cleanJpeg } from '../../../src/platform/files/jpeg.js';
import { cleanPdf } from '../../../src/platform/files/pdf.js';
import { cleanPng } from '../../../src/platform/files/png.js';
import { typeOf } from '../../../src/platform/files/media-types.js';
import { CAMERA_SEGMENTS, jpeg, pdf, photo, png, screenshot, SECRET } from '../../support/files.js';

// What is kept is read by others than what cleaned it: exifr for pictures, PDF.js for documents.

const cleaner = new Cleaner();
/** As the thread does, without the time that a thread takes. */
async function clean(bytes: Buffer): Promise<Buffer> {
  const type = typeOf(bytes);
  if (type === 'image/jpeg') return Buffer.from(cleanJpeg(bytes));
  return Buffer.from(await (type === 'image/png' ? cleanPng(bytes) : cleanPdf(bytes)));
}
const refusal = (bytes: Buffer, maxUnpacked?: number) =>
  (maxUnpacked === undefined ? clean(bytes) : cleanPdf(bytes, maxUnpacked)).then(
    () => 'kept',
    (error: { reason?: string }) => error.reason,
  );

const EVERYTHING = {
  tiff: true,
  exif: true,
  gps: true,
  xmp: true,
  iptc: true,
  icc: true,
  jfif: true,
  ihdr: true,
  mergeOutput: false,
} as const;
const toldBy = async (bytes: Buffer): Promise<Record<string, Record<string, unknown>>> =>
  ((await exifr.parse(bytes, EVERYTHING)) ?? {}) as Record<string, Record<string, unknown>>;

test('a photo loses its place, its maker, its comments and what follows its end, and is still turned as before', async () => {
  const taken = photo();
  expect(await exifr.gps(taken)).toEqual({ latitude: 48.85, longitude: 2.35 });
  expect((await toldBy(taken))['ifd0']).toMatchObject({ Make: SECRET });

  const kept = await clean(taken);

  expect(await exifr.gps(kept)).toBeUndefined();
  expect(await exifr.orientation(kept)).toBe(6);
  const told = await toldBy(kept);
  expect(Object.keys(told).sort()).toEqual(['ifd0', 'jfif']);
  expect(Object.keys(told['ifd0'] ?? {})).toEqual(['Orientation']);
  expect(kept.includes(SECRET)).toBe(false);
  expect(kept.subarray(-2).toString('hex')).toBe('ffd9');
});

test('a photo that says nothing about itself is kept byte for byte but for its density', async () => {
  const plain = jpeg();
  const kept = await clean(plain);

  expect(kept).toHaveLength(plain.length);
  expect(kept.subarray(20)).toEqual(plain.subarray(20));
  expect(await clean(kept)).toEqual(kept);
});

test('a screenshot loses texts, time, EXIF and what follows its end', async () => {
  const taken = screenshot();
  expect(await exifr.gps(taken)).toEqual({ latitude: 48.85, longitude: 2.35 });

  const kept = await clean(taken);

  expect(Object.keys(await toldBy(kept))).toEqual(['ihdr']);
  expect(kept).toEqual(png());
});

test('a document keeps its pages and loses title, author, scripts, attached files, notes and the place in its photos', async () => {
  const made = await pdf();
  const before = await getDocumentProxy(new Uint8Array(made));
  expect(await before.getAttachments()).not.toBeNull();
  expect(await before.getJSActions()).not.toBeNull();

  const kept = await clean(made);

  const after = await getDocumentProxy(new Uint8Array(kept));
  const { info, metadata } = await after.getMetadata();
  expect(info).not.toHaveProperty('Title');
  expect(info).not.toHaveProperty('Author');
  expect(info).not.toHaveProperty('Producer');
  expect(metadata).toBeNull();
  expect(await after.getAttachments()).toBeNull();
  expect(await after.getJSActions()).toBeNull();
  expect(await after.getOpenAction()).toBeNull();
  const page = await after.getPage(1);
  expect(await page.getAnnotations()).toEqual([]);
  expect(await page.getJSActions()).toBeNull();
  expect((await extractText(after)).text).toEqual(['Aide au repas']);
  expect(kept.includes(SECRET)).toBe(false);
  // The photo is there, without what the camera wrote.
  expect(kept.includes((await clean(jpeg())).subarray(-60))).toBe(true);
  expect(kept.includes('Exif')).toBe(false);
});

test('a document whose pages hold notes or fields is refused, since it would lose what is seen', async () => {
  expect(await refusal(await pdf({ note: true }))).toBe('annotated');
});

test('what is cut anywhere is refused', async () => {
  for (const whole of [jpeg(CAMERA_SEGMENTS), screenshot().subarray(0, -50)]) {
    const cuts = [4, 30, whole.length >> 1, whole.length - 3].map((length) => whole.subarray(0, length));
    expect(await Promise.all(cuts.map((cut) => refusal(Buffer.from(cut))))).toEqual(
      cuts.map(() => 'unreadable'),
    );
  }
  const document = await pdf({ hostile: false });
  expect(await refusal(document.subarray(0, 200))).toBe('unreadable');
});

test('what unpacks into far more than it should is refused, not unpacked', async () => {
  const zeros = deflateSync(Buffer.alloc(5_000_000));
  expect(await refusal(png({ pixels: zeros }))).toBe('unreadable');
  expect(await refusal(png({ width: 60_000, height: 60_000, pixels: zeros }))).toBe('too_large_inside');

  const bomb = deflateSync(Buffer.alloc(2_000_000));
  const head = (dict: string, body: Buffer) =>
    Buffer.concat([
      Buffer.from(`%PDF-1.7\n1 0 obj\n<< ${dict} /Filter /FlateDecode /Length ${body.length} >>\nstream\n`),
      body,
      Buffer.from(
        '\nendstream\nendobj\n2 0 obj\n<< /Type /Catalog /Pages 3 0 R >>\nendobj\n3 0 obj\n<< /Type /Pages /Kids [4 0 R] /Count 1 >>\nendobj\n4 0 obj\n<< /Type /Page /Parent 3 0 R /MediaBox [0 0 9 9] /Contents 1 0 R >>\nendobj\ntrailer\n<< /Root 2 0 R >>\n%%EOF\n',
      ),
    ]);
  expect(await refusal(head('', bomb))).toBe('kept');
  expect(await refusal(head('', bomb), 1_000_000)).toBe('too_large_inside');
  expect(await refusal(head('/Type /ObjStm /N 9 /First 9', bomb), 1_000_000)).toMatch(/unreadable|too_large/);
});

test('a document has a thread of its own; what takes too long is given up', async () => {
  const [first, second, third] = await Promise.all([
    cleaner.clean('image/jpeg', photo()),
    cleaner.clean('image/png', screenshot()),
    cleaner.clean('application/pdf', await pdf()),
  ]);
  expect([first, second]).toEqual([await clean(photo()), png()]);
  expect(typeOf(third)).toBe('application/pdf');
  await expect(cleaner.clean('application/pdf', Buffer.from('%PDF-'))).rejects.toMatchObject({
    reason: 'unreadable',
  });
  await expect(cleaner.clean('application/pdf', await pdf(), { maxMs: 1 })).rejects.toMatchObject({
    reason: 'unreadable',
  });
});
