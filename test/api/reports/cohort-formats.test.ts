import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import pg from 'pg';
import { AccessTokens } from '../../../src/platform/access/access-tokens.js';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import type { Someone } from '../../support/scenarios/given.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** That of programs; in French without the profile it is for a spreadsheet. */
const CSV = 'text/csv;profile=raw';
const NDJSON = 'application/x-ndjson';
const URL = '/v1/reports/cohort';

/** Names as people type them, and as they should not reach a spreadsheet. */
const NAMES = [
  '=1+1',
  '+33 6',
  '-2',
  '@SUM(A1)',
  '\tTab',
  '＝cmd',
  'Dit "le Petit", Jean',
  'Deux\nlignes',
  'Noël Œuvrard-N’Diaye 👩🏽‍⚕️',
  ' espace ',
  '<b>&amp;_x0041_</b>',
];

// Thousands of rows, fifty times.
jest.setTimeout(120_000);

let app: TestApp;
let scenario: LadderScenario;
let admin: Someone;
let centre: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  scenario = await LadderScenario.start(app);
  const { trainingCentreId } = scenario.contract;
  for (const familyName of NAMES) {
    const alternant = await app.given.someone('alternant', trainingCentreId, {
      givenName: 'Zoé',
      familyName,
    });
    await app.given.contract({ trainingCentreId, alternant, ladderId: scenario.contract.ladderId });
  }
  await scenario.complete('observation');
  admin = await app.given.someone('centre_admin', trainingCentreId);
  centre = await app.as(admin);
});
afterAll(() => app.stop());

const ask = (by: Caller, accept: string, query = '', language?: string) =>
  by.get(`${URL}${query}`, {
    headers: { accept, ...(language ? { 'accept-language': language } : {}) },
  });
const csvRows = (response: TestResponse) =>
  parse(response.bytes, { columns: true, bom: false }) as Record<string, string>[];
const lines = (response: TestResponse) =>
  response.text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Cells of the only sheet, row by row, as XML tells them. */
function sheetOf(response: TestResponse): Map<string, { type: string; style: string; value: string }> {
  const xml = strFromU8(unzipSync(response.bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  const cells = new Map<string, { type: string; style: string; value: string }>();
  for (const [, attributes = '', inside = ''] of xml.matchAll(/<c ([^>]*)>(.*?)<\/c>/gs)) {
    const named = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
    const raw = inside.replaceAll(/<[^>]+>/g, '');
    const value = raw
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&')
      .replaceAll(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
    cells.set(named('r'), { type: named('t'), style: named('s'), value });
  }
  return cells;
}

test('JSON without a preference, and for whoever takes anything', async () => {
  for (const accept of ['*/*', 'application/json', 'text/html, */*;q=0.1']) {
    const response = await ask(centre, accept);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(response.body.data).toHaveLength(12);
  }
});

test('a format that there is not is refused, with those that there are', async () => {
  const response = await ask(centre, 'application/pdf');

  expect(response.status).toBe(406);
  expect(response.body).toMatchObject({
    code: 'not_acceptable',
    available: ['application/json', NDJSON, 'text/csv', XLSX],
  });
});

test('NDJSON has the rows of the pages, whole, one a line', async () => {
  const response = await ask(centre, NDJSON);

  expect(response.headers).toMatchObject({
    'content-type': NDJSON,
    'content-language': 'fr',
    'content-disposition': 'attachment; filename="palier-cohorte-2026-03-12.ndjson"',
    vary: expect.stringContaining('Accept-Language, Accept'),
    'cache-control': 'private, no-cache',
    etag: expect.stringMatching(/^W\/"/),
  });
  expect(lines(response)).toEqual((await ask(centre, '*/*', '?limit=500')).body.data);
});

test('CSV: stable names, one line per contract, French sentences unless English is preferred', async () => {
  const response = await ask(centre, CSV);
  const [first] = csvRows(response);

  expect(response.headers['content-type']).toBe('text/csv; charset=utf-8; header=present; profile=raw');
  expect(response.text.startsWith('alternantFamilyName,alternantGivenName,')).toBe(true);
  expect(response.text.endsWith('\r\n')).toBe(true);
  expect(csvRows(response)).toHaveLength(12);
  expect(first).toMatchObject({
    contractId: scenario.contract.contractId,
    alternantFamilyName: 'Moreau',
    alternantGivenName: 'Inès',
    status: 'active',
    startsOn: '2025-09-01',
    endsOn: '2027-08-31',
    currentLevel: 'simple_tasks',
    complete: 'false',
    acquired: '4',
    required: '30',
    expectedPace: '0.26',
    lastSignOffOn: '2026-03-12',
    daysSinceLastSignOff: '0',
    flags: 'behind_pace',
    reasons: '4 compétences acquises sur 30 ; à ce stade du contrat on en attend 7.',
    level1Code: 'observation',
    level1Status: 'achieved',
    level1Acquired: '4',
    level1Required: '4',
    level4Code: 'autonomy',
    level5Code: '',
    level8Required: '',
  });
  const english = await ask(centre, CSV, '', 'en');
  expect(english.headers['content-disposition']).toContain('palier-cohort-2026-03-12.csv');
  expect(csvRows(english)[0]?.['reasons']).toBe(
    '4 of 30 competencies acquired; at this point of the contract 7 are expected.',
  );
  expect(english.text.split('\r\n')[0]).toBe(response.text.split('\r\n')[0]);
});

test('CSV: nothing that a spreadsheet would run, and every other name as it is', async () => {
  const names = csvRows(await ask(centre, CSV)).map((row) => row['alternantFamilyName']);
  const isRun = (name: string) => /^[=+\-@\t\r＝]/.test(name);

  expect(names.slice(1)).toEqual(NAMES.map((name) => (isRun(name) ? `'${name}` : name)));
});

test('in French a CSV opens in a spreadsheet: its mark, semicolons, words, days and commas; nothing that it would run', async () => {
  const response = await ask(centre, 'text/csv');
  const rows = parse(response.bytes, { columns: true, bom: true, delimiter: ';' }) as Record<
    string,
    string
  >[];

  expect(response.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(response.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
  expect(rows).toHaveLength(12);
  expect(rows[0]).toMatchObject({
    Nom: 'Moreau',
    Statut: 'en cours',
    Début: '01/09/2025',
    'Avancement attendu': '0,26',
    'Parcours achevé': 'non',
    'Palier actuel': 'Tâches simples',
    'À regarder': 'en retard sur le rythme attendu',
    Contrat: 'contrat d’apprentissage',
    Naissance: '04/05/2006',
    'Référent : nom': expect.stringMatching(/./),
    'SIRET employeur': expect.stringMatching(/^\d{3} \d{3} \d{3} \d{5}$/),
  });
  const isRun = (name: string) => /^[=+\-@\t\r＝]/.test(name);
  expect(rows.slice(1).map((row) => row['Nom'])).toEqual(
    NAMES.map((name) => (isRun(name) ? `'${name}` : name)),
  );
  const english = await ask(centre, 'text/csv', '', 'en');
  expect(english.text.startsWith('alternantFamilyName,')).toBe(true);
});

test('what is asked for beside the progress, as it is and as it was', async () => {
  const { contractId, trainingCentreId } = scenario.contract;
  const alternant = await app.as(scenario.contract.alternant);
  const url = `/v1/contracts/${contractId}`;
  const journal = (mission: string, minutes: number) =>
    alternant.post(`${url}/journal-entries`, { on: '2026-03-12', mission, minutes });
  expect((await centre.post(`${url}/groups`, { group: 'DEAS; 2026 A' })).body.group).toBe('DEAS; 2026 A');
  expect((await journal('obs_01', 90)).status).toBe(201);
  const before = app.clock.now();
  app.clock.set('2026-03-13');
  expect((await centre.post(`${url}/groups`, { group: null })).body.group).toBeNull();
  const hr = await app.as(await app.given.someone('hr', scenario.contract.employerId));
  expect((await hr.post(`${url}/groups`, { group: 'B' })).status).toBe(403);

  const row = async (by: Caller, query = '') => (await by.get(`${URL}${query}`)).body.data[0];
  expect(await row(centre)).toMatchObject({
    group: null,
    journalHours: 1.5,
    openConcerns: 0,
    openDisputes: 0,
  });
  expect(await row(centre, `?at=${before}`)).toMatchObject({ group: 'DEAS; 2026 A', kind: 'apprenticeship' });
  expect(await row(centre, `?at=${before}&group=DEAS;%202026%20A`)).toMatchObject({ contractId });
  expect(await row(centre, '?group=DEAS;%202026%20A')).toBeUndefined();
  // The day of birth is for who administers her: a draft may name anybody, and shows nobody's.
  expect((await row(centre)).alternant.birthDate).toBe('2006-05-04');
  expect((await row(hr)).alternant.birthDate).toBeNull();
  const stranger = await app.given.someone('alternant', trainingCentreId, { birthDate: '2001-02-03' });
  const elsewhere = await app.given.organisation({ kind: 'training_centre' });
  await app.given.contract({ trainingCentreId: elsewhere, alternant: stranger, draft: true });
  expect(await row(await app.as(await app.given.someone('centre_admin', elsewhere)))).toMatchObject({
    alternant: { id: stranger.personId, birthDate: null, externalId: null },
  });
  expect((await row(hr)).openDisputes).toBeNull();
  expect((await row(scenario.referent)).alternant.birthDate).toBeNull();
  const [events] = (await centre.get(`${url}/events`)).body.data.slice(-1);
  expect(events).toMatchObject({ type: 'contract.grouped', data: { group: null } });
  app.clock.set('2026-03-12');
});

test('rows are filtered by what they tell; pages stay full, and a filter never shows more', async () => {
  const ids = async (query: string, by = centre) =>
    ((await by.get(`${URL}?${query}`)).body.data as { contractId: string }[]).map(
      ({ contractId }) => contractId,
    );
  const mine = [scenario.contract.contractId];

  expect(await ids('flag=behind_pace')).toContain(mine[0]);
  expect(await ids('level=simple_tasks')).toEqual(mine);
  expect(await ids(`tutorId=${scenario.tutorIs.personId}`)).toEqual(mine);
  expect(await ids('status=active')).toHaveLength(12);
  expect(await ids('status=suspended')).toEqual([]);
  expect(await ids('level=simple_tasks', scenario.referent)).toEqual(mine);
  const first = await centre.get(`${URL}?flag=no_main_tutor&limit=4`);
  const next = /<(.+)>; rel="next"/.exec(first.headers['link'] ?? '')?.[1] ?? '';
  const second = await centre.get(next);
  expect([first.body.data.length, second.body.data.length]).toEqual([4, 4]);
  expect(await ids('updatedSince=2030-01-01T00:00:00Z')).toEqual([]);
  expect(await ids('updatedSince=2020-01-01T00:00:00Z')).toHaveLength(12);
  const both = await centre.get(`${URL}?updatedSince=2020-01-01T00:00:00Z&at=2026-03-12`);
  expect([both.status, both.body.errors[0].pointer]).toEqual([422, '/updatedSince']);
  expect((await ask(centre, CSV, '?level=simple_tasks')).text.trim().split('\r\n')).toHaveLength(2);
});

test('whoever has a report already is told so, in every format, of now and of the past; nobody else', async () => {
  for (const query of ['', '?at=2026-03-12T08:00:00Z']) {
    for (const accept of ['*/*', CSV, 'text/csv', NDJSON, XLSX]) {
      const { headers } = await ask(centre, accept, query);
      const again = (by: Caller) =>
        by.get(`${URL}${query}`, { headers: { accept, 'if-none-match': headers['etag'] ?? '' } });
      const known = await again(centre);
      expect([known.status, known.text]).toEqual([304, '']);
      expect((await again(scenario.referent)).status).toBe(200);
    }
  }
});

test('XLSX: numbers, days and texts as such, names as they are, the heading fixed, a filter', async () => {
  const response = await ask(centre, XLSX);
  const files = unzipSync(response.bytes);
  const cells = sheetOf(response);
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array());

  expect(strFromU8(files['xl/workbook.xml'] ?? new Uint8Array())).toContain('<sheet name="Cohorte"');
  expect(sheet).toContain('state="frozen"');
  expect(sheet).toMatch(/<autoFilter ref="A1:[A-Z]+13"\/>/);
  expect(cells.get('A1')).toMatchObject({ value: 'Nom', style: '1' });
  expect(cells.get('G2')).toMatchObject({ value: 'en cours' });
  expect(cells.get('H2')).toEqual({ type: '', style: '2', value: '45901' }); // 1 September 2025
  expect(cells.get('J2')).toMatchObject({ value: 'Tâches simples' });
  expect(cells.get('K2')).toMatchObject({ type: 'b', value: '0' });
  expect(cells.get('L2')).toEqual({ type: '', style: '0', value: '4' });
  expect(cells.get('N2')).toEqual({ type: '', style: '3', value: '0.26' });
  expect(NAMES.map((_, index) => cells.get(`A${index + 3}`))).toEqual(
    NAMES.map((value) => ({ type: 'inlineStr', style: '0', value })),
  );
  expect(sheet).not.toContain('<f>');
  expect(sheetOf(await ask(centre, XLSX, '', 'en')).get('A1')?.value).toBe('Family name');
});

test('a limit gives a part, and the link to what follows', async () => {
  const first = await ask(centre, CSV, '?limit=5');
  const next = /<(.+)>; rel="next"/.exec(first.headers['link'] ?? '')?.[1] ?? '';
  const second = await centre.get(next, { headers: { accept: CSV } });
  const rest = await centre.get(next.replace('limit=5&', ''), { headers: { accept: CSV } });

  expect([csvRows(first).length, csvRows(second).length, csvRows(rest).length]).toEqual([5, 5, 7]);
  expect([...csvRows(first), ...csvRows(rest)]).toEqual(csvRows(await ask(centre, CSV)));
  expect(rest.headers['link']).not.toContain('rel="next"');
});

test('each reader sees their own in every format; nobody’s cohort is a table without rows', async () => {
  const { employerId, trainingCentreId } = scenario.contract;
  const readers = [
    [await app.as(await app.given.someone('hr', employerId)), 1],
    [scenario.referent, 1],
    [await app.as(await app.given.someone('auditor', trainingCentreId)), 12],
    [await app.as(await app.given.someone('auditor', employerId)), 1],
    [centre, 12],
    [
      await app.as(
        await app.given.someone('centre_admin', await app.given.organisation({ kind: 'training_centre' })),
      ),
      0,
    ],
  ] as const;
  for (const [reader, count] of readers) {
    expect(csvRows(await ask(reader, CSV))).toHaveLength(count);
    expect(lines(await ask(reader, NDJSON))).toHaveLength(count);
    const names = [...sheetOf(await ask(reader, XLSX)).keys()].filter((place) => /^A\d+$/.test(place));
    expect(names).toHaveLength(count + 1);
  }
  for (const accept of [CSV, NDJSON, XLSX]) {
    const alternant = await app.as(scenario.contract.alternant);
    expect((await ask(alternant, accept)).status).toBe(403);
    expect((await ask(app.anyone, accept)).status).toBe(401);
    expect((await ask(centre, accept, '?at=2027-01-01')).body.code).toBe('validation_failed');
  }
});

test('at a date every format gives the same bytes whenever it is asked, whatever was changed between', async () => {
  const at = '?at=2026-03-12T08:00:00Z';
  const digests = async () => {
    const found = [];
    for (const accept of [CSV, NDJSON, XLSX]) {
      for (const language of ['fr', 'en']) {
        const { bytes } = await ask(centre, accept, at, language);
        found.push(createHash('sha256').update(bytes).digest('hex'));
      }
    }
    return found;
  };
  const now = csvRows(await ask(centre, CSV));
  expect(csvRows(await ask(centre, CSV, at))).toEqual(now);
  const before = await digests();

  app.clock.set('2026-03-20');
  await scenario.observe(scenario.observer, 'simple_tasks', ['C1', 'C5'], '2026-03-19');
  await scenario.sign('simple_tasks', ['C1', 'C5']);
  const revoked = await scenario.tutor.post(
    `/v1/sign-offs/${await scenario.signOffId(1, 'C6')}/revocations`,
    {
      reasonCode: 'safety',
      reason: 'Geste à reprendre.',
    },
  );
  expect(revoked.status).toBe(201);
  const { alternant, contractId } = scenario.contract;
  await app.owner.query(`insert into person_names values ($1, $2, 2, 'Inès', 'Durand')`, [
    alternant.personId,
    app.clock.now(),
  ]);
  expect((await centre.post(`/v1/contracts/${contractId}/suspend`, { on: '2026-03-15' })).status).toBe(200);
  await app.given.contract({ trainingCentreId: scenario.contract.trainingCentreId });

  expect(await digests()).toEqual(before);
  const [changed] = csvRows(await ask(centre, CSV));
  expect(changed).toMatchObject({
    status: 'suspended',
    alternantFamilyName: 'Durand',
    currentLevel: 'observation',
    flags: '',
  });
  // Facts folded again say what is stored.
  expect(csvRows(await ask(centre, CSV, `?at=${app.clock.now()}`))).toEqual(csvRows(await ask(centre, CSV)));
});

test('a report takes two statements besides begin and its end, however many rows it has', async () => {
  const sent: string[] = [];
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const text = typeof args[0] === 'string' ? args[0] : (args[0] as { text: string }).text;
    sent.push(text.trim().split(/\s+/).slice(0, 2).join(' '));
    return query.apply(this, args);
  } as typeof pg.Client.prototype.query;
  try {
    await ask(centre, CSV);
    expect(sent).toEqual(['begin isolation', 'select l.id,', 'with matching', 'rollback']);
    sent.length = 0;
    await ask(centre, CSV, '?at=2026-03-12');
    expect(sent).toEqual(['begin read', 'select l.id,', 'with matching', 'rollback']);
  } finally {
    pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
  }
});

test('a report of the past waits for whoever is writing, and nobody waits for a report', async () => {
  const writer = new pg.Client({ connectionString: app.database.ownerUrl });
  await writer.connect();
  await writer.query('begin');
  await writer.query('update people set phone = phone where id = $1', [admin.personId]);
  let answered = false;
  const report = ask(centre, CSV, '?at=2026-03-12').then((response) => {
    answered = true;
    return response;
  });
  await wait(300);
  expect(answered).toBe(false);
  await writer.query('commit');
  await writer.end();

  expect((await report).status).toBe(200);
});

/** The beginning of a report, over a socket that takes no more than it has to. */
async function begin(accept: string): Promise<IncomingMessage> {
  const { port } = app.nest.getHttpServer().address() as AddressInfo;
  const token = await app.nest.get(AccessTokens).issue({ kind: 'person', ...admin });
  const request = get({
    host: '127.0.0.1',
    port,
    path: URL,
    headers: { accept, authorization: `Bearer ${token}` },
    agent: false,
  });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

const reportsUnderWay = async () =>
  (
    await app.owner.query(
      `select from pg_stat_activity where datname = current_database() and application_name = 'palier-reports' and xact_start is not null`,
    )
  ).rowCount;

async function settles(count: number): Promise<void> {
  for (let tries = 0; (await reportsUnderWay()) !== count; tries += 1) {
    if (tries > 200) throw new Error(`${await reportsUnderWay()} reports under way, not ${count}`);
    await wait(25);
  }
}

/** So many rows that no buffer between the two ends holds them all. */
async function manyContracts(): Promise<void> {
  await app.owner.query(
    `insert into contracts select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'alternant_id', $2::uuid, 'signed_on', null, 'external_id', null))).*
     from contracts c, generate_series(1, 12000) where c.id = $1`,
    [scenario.contract.contractId, admin.personId],
  );
  await app.owner.query('analyze contracts');
}

test('fifty readers who go away in the middle leave every connection free', async () => {
  await manyContracts();
  const goAway = async () => {
    const response = await begin(NDJSON);
    response.once('data', () => response.destroy());
    await once(response, 'close');
  };
  for (let round = 0; round < 10; round += 1) await Promise.all(Array.from({ length: 5 }, goAway));
  await settles(0);

  const whole = await begin(NDJSON);
  let bytes = 0;
  for await (const chunk of whole) bytes += (chunk as Buffer).length;
  expect(bytes).toBeGreaterThan(10_000_000);
  await settles(0);
});

test('a reader who takes slowly holds its own connection only, and what is made waits for it', async () => {
  const slow = await begin(NDJSON);
  await settles(1);
  expect((await ask(centre, '*/*')).status).toBe(200);
  expect(await reportsUnderWay()).toBe(1);
  slow.destroy();
  await settles(0);
});

test('what breaks in the middle breaks the connection: a part never looks like the whole', async () => {
  const response = await begin(CSV);
  await settles(1);
  await app.owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'palier-reports' and xact_start is not null`,
  );
  const read = async () => {
    for await (const chunk of response) void chunk;
  };

  await expect(read()).rejects.toThrow('aborted');
  expect(response.complete).toBe(false);
  await settles(0);
  expect((await ask(centre, CSV, '?limit=1')).status).toBe(200);
});

test('a server that stops gives the reports that it began to the end', async () => {
  const response = await begin(CSV);
  const stopped = app.nest.close();
  let rows = 0;
  for await (const chunk of response) rows += (chunk as Buffer).toString('latin1').split('\r\n').length - 1;
  await stopped;

  expect(response.complete).toBe(true);
  expect(rows).toBeGreaterThan(12_000);
});
