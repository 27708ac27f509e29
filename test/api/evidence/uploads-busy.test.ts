import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { AccessTokens } from '../../../src/platform/access/access-tokens.js';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { jpeg } from '../../support/scenarios/files.js';
import { keepSecret } from '../../support/http/secrets.js';

// Ten files of 10 MiB are more than one process holds at once (96 MiB); nine are not.

const MiB = 1024 * 1024;
const WHOLE = jpeg([], Buffer.alloc(10 * MiB - jpeg().length));
const OF_SEVEN = jpeg([], Buffer.alloc(7 * MiB));

let app: TestApp;
let scenario: LadderScenario;
let token: string;
const open: Slow[] = [];

beforeAll(async () => {
  app = await TestApp.start();
  scenario = await LadderScenario.start(app);
  token = await app.nest.get(AccessTokens).issue({ kind: 'person', ...scenario.tutorIs });
  keepSecret(token);
});
afterEach(() => open.splice(0).forEach((slow) => slow.cut()));
afterAll(() => app.stop());

const url = () => scenario.url('evidence?noResidentIdentifiable=true');
const add = (bytes: Buffer, by: Caller = scenario.tutor) =>
  by.post(url(), bytes, { 'content-type': 'image/jpeg' });

/** An upload over a slow line: all but its last byte, for now. */
class Slow {
  readonly answered: Promise<string>;

  constructor(private readonly socket: Socket) {
    let text = '';
    socket.on('data', (piece: Buffer) => (text += piece.toString('latin1')));
    socket.on('error', () => undefined);
    this.answered = new Promise((resolve) => socket.once('close', () => resolve(text)));
  }

  static start(authorization = `Bearer ${token}`): Slow {
    const slow = new Slow(connect(app.port, '127.0.0.1'));
    slow.socket.write(
      `POST ${url()} HTTP/1.1\r\nhost: a\r\nconnection: close\r\nauthorization: ${authorization}\r\n` +
        `content-type: image/jpeg\r\ncontent-length: ${WHOLE.length}\r\n\r\n`,
    );
    slow.socket.write(WHOLE.subarray(0, -1));
    open.push(slow);
    return slow;
  }

  finish(): Promise<string> {
    this.socket.write(WHOLE.subarray(-1));
    return this.answered;
  }

  cut(): void {
    this.socket.destroy();
  }
}

/** Twelve at once; once three are refused, those that are left fit. Which ones they are is up to how they arrive. */
async function crowd(): Promise<{ slow: Slow[]; refused: string[] }> {
  const slow = Array.from({ length: 12 }, () => Slow.start());
  const refused: string[] = [];
  await new Promise<void>((resolve) => {
    for (const one of slow) {
      void one.answered.then((answer) => {
        refused.push(answer);
        if (refused.length === 3) resolve();
      });
    }
  });
  return { slow, refused };
}

test('of more than a process may hold, some are told to come back; the others arrive, and there is room again', async () => {
  const { slow, refused } = await crowd();
  // None has arrived whole: whatever was answered so far was refused.
  for (const answer of refused) {
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toMatch(/\r\nretry-after: \d+\r\n/);
    expect(answer).toContain('"code":"uploads_busy"');
  }
  expect((await scenario.tutor.get(scenario.url('evidence'))).status).toBe(200);

  const answers = await Promise.all(slow.map((one) => one.finish()));

  const taken = answers.filter((answer) => answer.startsWith('HTTP/1.1 201 '));
  expect(taken.length).toBeGreaterThan(0);
  expect(answers.filter((answer) => answer.includes('"uploads_busy"'))).toHaveLength(12 - taken.length);
  const kept = await scenario.tutor.get(scenario.url('evidence'));
  expect(kept.body.data).toHaveLength(taken.length);
  expect((await add(OF_SEVEN)).status).toBe(201);
});

test('what is cut on its way gives back what it held', async () => {
  for (let round = 0; round < 3; round += 1) {
    const { slow } = await crowd();
    for (const one of slow) one.cut();
    let answer = await add(OF_SEVEN);
    while (answer.status === 503) answer = await add(OF_SEVEN);
    expect(answer.status).toBe(201);
  }
});

test('whoever is not signed in holds nothing', async () => {
  const strangers = Array.from({ length: 12 }, () => Slow.start('Bearer nobody'));
  for (const one of strangers) expect(await one.answered).toMatch(/^(HTTP\/1\.1 401 |$)/);
  expect((await add(OF_SEVEN)).status).toBe(201);
});
