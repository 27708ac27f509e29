import { deflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { PDFDocument, type SecurityOptions } from '@cantoo/pdf-lib';
import exifr from 'exifr';
import { extractText, getDocumentProxy } from 'unpdf';
import { Cleaner } from '../../../src/platform/files/cleaner.js';
import { cleanJpeg } from '../../../src/platform/files/jpeg.js';
import { cleanPdf } from '../../../src/platform/files/pdf.js';
import { cleanPng } from '../../../src/platform/files/png.js';
import { typeOf } from '../../../src/platform/files/media-types.js';
import { CAMERA_SEGMENTS, jpeg, pdf, photo, png, screenshot, SECRET } from '../../support/scenarios/files.js';

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
const readBy = async (bytes: Buffer): Promise<Record<string, Record<string, unknown>>> =>
  ((await exifr.parse(bytes, EVERYTHING)) ?? {}) as Record<string, Record<string, unknown>>;

test('a photo loses its place, its maker, its comments and what follows its end, and is still turned as before', async () => {
  const taken = photo();
  expect(await exifr.gps(taken)).toEqual({ latitude: 48.85, longitude: 2.35 });
  expect((await readBy(taken))['ifd0']).toMatchObject({ Make: SECRET });

  const kept = await clean(taken);

  expect(await exifr.gps(kept)).toBeUndefined();
  expect(await exifr.orientation(kept)).toBe(6);
  const reported = await readBy(kept);
  expect(Object.keys(reported).sort()).toEqual(['ifd0', 'jfif']);
  expect(Object.keys(reported['ifd0'] ?? {})).toEqual(['Orientation']);
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

  expect(Object.keys(await readBy(kept))).toEqual(['ihdr']);
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

/** A document written by hand: a page with these resources and this drawing, and more objects, numbered from 5 on. */
function handMade({
  resources = '',
  drawing = '',
  extra = [] as readonly (Buffer | string)[],
  page = '',
}): Buffer {
  const stream = (body: string) => `<< /Length ${body.length} >>\nstream\n${body}\nendstream`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << ${resources} >> ${page} >>`,
    stream(drawing),
    ...extra,
  ];
  return Buffer.concat([
    Buffer.from('%PDF-1.7\n'),
    ...objects.flatMap((object, index) => [
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(object as string, 'latin1'),
      Buffer.from('\nendobj\n'),
    ]),
    Buffer.from('trailer\n<< /Root 1 0 R >>\n%%EOF\n'),
  ]);
}

const streamed = (dict: string, body: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`<< ${dict} /Length ${body.length} >>\nstream\n`),
    body,
    Buffer.from('\nendstream'),
  ]);

test.each(['/DCT', '/DCTDecode', '/D#43T', '/#44#43#54', '/D#43TD#65code'])(
  'a JPEG within the drawing of a page is found under the name %s',
  async (filter) => {
    const drawing = `q BI /W 8 /H 8 /CS /G /BPC 8 /F ${filter} ID xxx EI Q`;
    expect(await refusal(handMade({ drawing }))).toBe('unreadable');
    const form = streamed('/Type /XObject /Subtype /Form /BBox [0 0 9 9]', Buffer.from(drawing));
    expect(await refusal(handMade({ resources: '/XObject << /X 5 0 R >>', extra: [form] }))).toBe(
      'unreadable',
    );
  },
);

test.each(['/DCT', '/D#43TDecode', '[/DCT]', '/DCTDecode'])(
  'a picture that says %s loses what the camera wrote into it',
  async (filter) => {
    const picture = (named: string) =>
      streamed(
        `/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 ${named} ${filter}`,
        photo(),
      );
    for (const named of ['/Filter', '/F']) {
      const kept = await clean(handMade({ resources: '/XObject << /X 5 0 R >>', extra: [picture(named)] }));
      expect(kept.includes(SECRET)).toBe(false);
      expect(kept.includes('Exif')).toBe(false);
      expect(kept.includes('DCTDecode')).toBe(true);
    }
  },
);

test('what a page is shown with keeps what shows it, and nothing that is only said', async () => {
  const text = `(${SECRET})`;
  const kept = await clean(
    handMade({
      resources: [
        `/Note ${text} /Properties << /MC0 << /Who ${text} >> /Layer 6 0 R >>`,
        `/ExtGState << /G << /LW 2 /Who ${text} /HTP 6 0 R >> >>`,
        '/Font << /F1 5 0 R >>',
        '/ColorSpace << /C [/DeviceN [/Cyan] /DeviceCMYK 8 0 R << /Colorants 6 0 R /Who 6 0 R >>] >>',
        '/XObject << /X 7 0 R >>',
      ].join(' '),
      drawing: 'BT /F1 12 Tf 10 10 Td (Aide au repas) Tj ET /X Do',
      page: `/B [6 0 R] /Thumb 6 0 R /Tabs /S /StructParents 0 /Who ${text}`,
      extra: [
        `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Who ${text} /Encoding << /Type /Encoding /Differences [65 /A] /Who 6 0 R >> >>`,
        `<< /Type /Thing /Text ${text} >>`,
        streamed(
          `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Who ${text} /OC 6 0 R /PieceInfo << /A 6 0 R >> /Resources << /Who ${text} >>`,
          Buffer.from('0 0 9 9 re f'),
        ),
        '<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [1 0 0 0] /N 1 >>',
      ],
    }),
  );

  expect(kept.includes(SECRET)).toBe(false);
  for (const shown of ['Helvetica', 'Differences', 'FunctionType', 'LW 2', 'DeviceN', '0 0 9 9 re f'])
    expect(kept.includes(shown)).toBe(true);
  expect((await extractText(await getDocumentProxy(new Uint8Array(kept)))).text).toEqual(['Aide au repas']);
});

test.each(['constructor', 'toString', 'valueOf', '__proto__', 'hasOwnProperty'])(
  'what hangs on a page by the name %s, which every object of JavaScript knows, is not kept',
  async (key) => {
    const kept = await clean(
      handMade({
        page: `/${key} << /Who (${SECRET}) >>`,
        resources: `/${key} 5 0 R /ExtGState << /G << /${key} << /Who (${SECRET}) >> >> >>`,
        extra: [`<< /Who (${SECRET}) >>`],
      }),
    );

    expect(kept.includes(SECRET)).toBe(false);
    const extra = [streamed(`/Type /XObject /Subtype /Image /Filter /${key}`, Buffer.from('x'))];
    expect(await refusal(handMade({ resources: '/XObject << /X 5 0 R >>', extra }))).toBe('unreadable');
  },
);

test('what is packed in a way that we do not know is refused', async () => {
  const extra = [
    streamed('/Type /XObject /Subtype /Image /Width 1 /Height 1 /Filter /Crypt', Buffer.from('x')),
  ];
  expect(await refusal(handMade({ resources: '/XObject << /X 5 0 R >>', extra }))).toBe('unreadable');
});

test('resources that lead back to themselves, or one into the other without end, do not hold anybody up', async () => {
  const round = streamed(
    '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>',
    Buffer.from('/X Do'),
  );
  expect(await refusal(handMade({ resources: '/XObject << /X 5 0 R >>', extra: [round] }))).toBe('kept');
  const deep = `${'['.repeat(200)}0${']'.repeat(200)}`;
  expect(await refusal(handMade({ resources: `/ColorSpace << /C ${deep} >>` }))).toBe('unreadable');
});

test('a document locked by its owner that opens without a password is kept, open; one that needs a password is not', async () => {
  for (const algorithm of ['AES-256', 'AES-128', 'RC4-128'] as const) {
    const locked = async (passwords: { ownerPassword: string; userPassword?: string }) => {
      const document = await PDFDocument.load(await pdf());
      document.encrypt({ ...passwords, algorithm, allowWeakCryptography: true } as SecurityOptions);
      return Buffer.from(await document.save({ useObjectStreams: false }));
    };
    const sent = await locked({ ownerPassword: 'du service qualité' });
    expect(sent.includes('/Encrypt')).toBe(true);

    const kept = await clean(sent);

    expect(kept.includes('/Encrypt')).toBe(false);
    expect((await extractText(await getDocumentProxy(new Uint8Array(kept)))).text).toEqual(['Aide au repas']);
    expect(kept.includes(SECRET)).toBe(false);
    expect(kept.includes((await clean(jpeg())).subarray(-60))).toBe(true);
    expect(await refusal(await locked({ ownerPassword: 'un', userPassword: 'deux' }))).toBe('encrypted');
  }
});
