import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LadderAnswers } from '../../src/features/ladder/ladder-answers.js';
import { rebuildProgress } from '../../src/features/ladder/progress/rebuild.store.js';
import { asOwner } from '../../src/platform/database/provision.js';
import { TestApp } from '../support/app.js';
import { choose, history, type Dice, type History } from './choose/choose.js';
import { send, type Command } from './commands.js';
import { detailsOf, statusOn, suspensionsOf } from './contract.js';
import { all, between, dayOf, plus } from './facts.js';
import { partsOf } from './judge/judge-shift.js';
import { LADDERS } from './ladders.js';
import { explain, likeModel, worldsAfter, type Sent } from './orders.js';
import { entitlement, view } from './progress.js';
import { stateIn, stateOf } from './requests.js';
import { judgeLeaving } from './judge/judge-team.js';
import { actor, earlierOf, newWorld, sees, storyOf, STRUCTURE, record, type World } from './world.js';
import { runs, SEED } from '../support/runs.js';

// A history is some 85 commands. PALIER_TEST_SEED draws others; PALIER_TEST_FIGURES tells what was asked and answered.
const HISTORIES = runs(12, 40);

/** In one history of so many, every step compares what may have been kept with what is computed again. */
const COMPARED = 4;

let app: TestApp;
/** Another process on the same database, which keeps no answer. */
let forgetful: TestApp;
const counted = {
  commands: 0,
  accepted: 0,
  together: 0,
  left: 0,
  ended: 0,
  refusals: new Map<string, number>(),
  levels: new Map<string, number>(),
};

beforeAll(async () => {
  app = await TestApp.start();
  forgetful = await app.beside();
});
afterAll(() => app.stop());

const LEAVERS = ['tess', 'theo', 'tina', 'young', 'rose', 'both'];

/** What somebody read at an instant: it must never be told otherwise. */
interface Reading {
  readonly contract: string;
  readonly at: string;
  readonly ladder: string;
  readonly entitlements: string;
}

class Play {
  private readonly readings: Reading[] = [];
  private readonly log: string[] = [];
  private aside = 0;
  private instants: string[] = [];

  constructor(
    private world: World,
    private readonly isComparing: boolean,
  ) {}

  async run({ steps }: History): Promise<void> {
    for (const step of steps) {
      app.clock.advance(step.pause);
      this.waitForReturn(step.pause.seconds);
      const unsafe = unsafeIn(this.world);
      await this.together(step.together);
      if (this.isComparing) await this.compareKept(step.pause.seconds);
      if (step.pause.seconds % 19 === 0) await this.leave(step.pause.seconds);
      if (step.isRead) await this.read(step.pause.seconds);
      else await this.readWatched(unsafe);
    }
    await this.read();
    for (const { id, story } of this.world.contracts) {
      const events = await this.events(id);
      expect(events.map(({ sequence }) => sequence)).toEqual(story.map((_, index) => index + 1));
      expect(events.map(({ recordedAt }) => recordedAt)).toEqual(story.map(({ at }) => at));
    }
    await this.readAgain();
  }

  /** Who is away until a known day often comes back before anything else happens. */
  private waitForReturn(chance: number): void {
    const today = dayOf(app.clock.now());
    const away = this.world.contracts.find(({ story }) => statusOn(story, today) === 'suspended');
    const back = away ? suspensionsOf(away.story).at(-1)?.until : null;
    if (back && back > today && chance % 2 === 0) app.clock.advance({ days: between(today, back) });
  }

  /** At times somebody leaves, alone: it concerns every contract. Two at most, or nobody is left to climb with. */
  private async leave(dice: number): Promise<void> {
    const { cast, ids } = this.world;
    const leaver = actor(this.world, LEAVERS[dice % LEAVERS.length] as string);
    const [first, ...others] = leaver.memberships;
    if (!first || first.until || cast.filter(({ memberships: [one] }) => one?.until).length >= 2) return;
    const at = app.clock.now();
    const to = plus(dayOf(at), (dice % 7) - 2);
    const left = { ...leaver, memberships: [{ ...first, until: plus(to, 1) }, ...others] };
    const ended = judgeLeaving(this.world, left);

    const by = actor(this.world, first.in === 'employer' ? 'hr' : 'admin');
    const organisationId = first.in === 'employer' ? ids.employer : ids.centre;
    const url = `/v1/people/${leaver.id}`;
    const { headers } = await by.call.get(url);
    const answer = await by.call.patch(
      url,
      { memberships: [{ organisationId, role: first.role, to }] },
      { 'if-match': headers['etag'] ?? '' },
    );
    this.log.push(`${at} ${leaver.name} leaves, last day ${to} → ${answer.status}`);
    const asked = ({ contract, mandate, on }: (typeof ended)[number]) => `${contract} ${mandate} ${on}`;
    this.compare(
      answer.body.endedMandates
        .map((one: Record<string, string>) => `${one['contractId']} ${one['mandateId']} ${one['on']}`)
        .sort(),
      ended.map(asked).sort(),
    );
    counted.left += 1;
    counted.ended += ended.length;
    this.world = { ...this.world, cast: cast.map((one) => (one === leaver ? left : one)) };
    for (const { contract, mandate, on } of ended)
      this.world = record(this.world, contract, [{ type: 'mandate.ended', mandate, on }], by.id, at);
  }

  /** Sends commands at once, and finds an order that explains every answer and the events that they left. */
  private async together(dice: readonly Dice[]): Promise<void> {
    const at = app.clock.now();
    const commands = dice.flatMap((one): Command[] => {
      const command = choose(this.world, one, dayOf(at));
      return command ? [command] : [];
    });
    const answers = await Promise.all(commands.map((command) => send(this.world, command)));
    const sent = commands.map((command, index): Sent => ({ command, answer: answers[index] as never }));
    this.log.push(
      ...sent.map(
        ({ command, answer }) =>
          `${at} ${JSON.stringify(command)} → ${answer.status} ${answer.body?.code ?? ''}`,
      ),
    );
    this.count(sent);
    const before = this.world;
    const possible = [];
    const parts = sent.flatMap(({ command, answer }) =>
      partsOf(command).map((part) => ({ command: part, answer })),
    );
    for (const world of worldsAfter(before, parts, at)) {
      if (parts.length === 1 || (await this.hasTheseEvents(world, before))) {
        this.world = world;
        return;
      }
      possible.push(world);
    }
    throw new Error(
      `${possible.length === 0 ? 'No order explains the answers' : 'No order explains the events'}:\n${explain(before, sent, at)}\n\n${this.log.join('\n')}`,
    );
  }

  private count(sent: readonly Sent[]): void {
    counted.commands += sent.length;
    if (sent.length > 1) counted.together += sent.length;
    for (const { command, answer } of sent) {
      if (answer.status < 300) counted.accepted += 1;
      const items = command.kind === 'shift' ? (answer.body?.results ?? []) : [];
      for (const { status, code } of [
        { status: answer.status, code: answer.body?.code },
        ...items.map(asAlone),
      ]) {
        const key = `${command.kind} ${status} ${code ?? ''}`;
        counted.refusals.set(key, (counted.refusals.get(key) ?? 0) + 1);
      }
    }
  }

  private async hasTheseEvents(world: World, before: World): Promise<boolean> {
    for (const { id, story } of world.contracts) {
      if (story === storyOf(before, id)) continue;
      const events = await this.events(id);
      const reported = story.map(({ type, by }, index) => `${index + 1} ${type} ${by}`);
      const are = events.map(
        ({ sequence, type, actor: by }) => `${sequence} ${type} ${by.personId ?? by.clientId}`,
      );
      if (reported.join('\n') !== are.join('\n')) return false;
    }
    return true;
  }

  private async events(
    contract: string,
  ): Promise<{ sequence: number; type: string; recordedAt: string; actor: Record<string, string> }[]> {
    const { call } = actor(this.world, 'auditor');
    return (await call.get(`/v1/contracts/${contract}/events?limit=500`)).body.data;
  }

  /** Everything that is computed, of one contract or all, as the model computes it; by one who sees all, and by anybody. */
  private async read(one?: number): Promise<void> {
    const at = app.clock.now();
    const { contracts } = this.world;
    const chosen = one === undefined ? contracts : contracts.slice(one % contracts.length).slice(0, 1);
    for (const { id, story } of chosen) {
      const { call } = actor(this.world, 'auditor');
      const ladder = await call.get(`/v1/contracts/${id}/ladder`);
      this.compare(likeModel(ladder.body), view(this.world.ladder, story, at, earlierOf(this.world, id)));
      const entitlements = await call.get(`/v1/contracts/${id}/entitlements`);
      this.compare(shortened(entitlements.body), this.entitlementsOn(id, dayOf(at)));
      const requests = await call.get(`/v1/contracts/${id}/sign-off-requests?limit=500`);
      const asked = all(story, 'sign_off_request.submitted');
      this.compare(
        requests.body.data.map(stateIn),
        asked.map((one) => stateOf(this.world.ladder, story, one, at)),
      );
      this.aside += 1;
      const later = plus(dayOf(at), 1 + ((this.aside * 37) % 120));
      const toCome = await call.get(`/v1/contracts/${id}/entitlements?at=${later}`);
      this.compare(shortened(toCome.body), this.entitlementsOn(id, later));
      const anybody = this.world.cast[this.aside % this.world.cast.length] as World['cast'][number];
      const seen = await anybody.call.get(`/v1/contracts/${id}/ladder`);
      this.compare([anybody.name, seen.status], [anybody.name, sees(anybody, story, dayOf(at)) ? 200 : 404]);
      this.readings.push({
        contract: id,
        at,
        ladder: ladder.text,
        entitlements: withoutWords(entitlements.text),
      });
    }
    const past = this.readings[(this.aside * 31) % this.readings.length];
    // What is recorded at that very instant belongs to it, so it is asked once the instant is over.
    app.clock.advance({ seconds: 1 });
    if (past) await this.readPast(past);
  }

  /** What was unsafe is watched at once: of the contract of which something more was. */
  private async readWatched(before: readonly number[]): Promise<void> {
    const found = unsafeIn(this.world).findIndex((count, index) => count > (before[index] ?? 0));
    if (found >= 0) await this.read(found);
  }

  /** Whatever happened, a ladder that may have been kept is that which is computed again: now, and at any instant before. */
  private async compareKept(chance: number): Promise<void> {
    const { contracts, cast } = this.world;
    this.instants.push(app.clock.now());
    const past = this.instants[(chance * 7) % this.instants.length];
    for (const { id } of contracts) {
      const { call } = cast[(chance + this.instants.length) % cast.length] as World['cast'][number];
      for (const query of ['', `?at=${past}`]) {
        const url = `/v1/contracts/${id}/ladder${query}`;
        forgetful.nest.get(LadderAnswers).forgetAll();
        const kept = await call.get(url);
        const fresh = await call.through(forgetful.nest).get(url);
        const shown = ({ status, headers, text }: typeof kept) =>
          status === 200 ? [headers['etag'], text] : [status];
        this.compare(shown(kept), shown(fresh));
        const named = await call.get(url, { headers: { 'if-none-match': tagOf(fresh) } });
        this.compare(named.status, fresh.status === 200 ? 304 : fresh.status);
      }
    }
  }

  private entitlementsOn(contract: string, day: string) {
    const story = storyOf(this.world, contract);
    const { birthDate } = actor(this.world, detailsOf(story).alternant);
    return this.world.ladder.missions.map((mission) =>
      entitlement(this.world.ladder, story, mission, day, { birthDate, structureType: STRUCTURE }),
    );
  }

  private async readPast({ contract, at, ladder, entitlements }: Reading): Promise<void> {
    const { call } = actor(this.world, 'auditor');
    this.compare((await call.get(`/v1/contracts/${contract}/ladder?at=${at}`)).text, ladder);
    const then = await call.get(`/v1/contracts/${contract}/entitlements?at=${at}`);
    this.compare(withoutWords(then.text), entitlements);
  }

  private async readAgain(): Promise<void> {
    for (const reading of this.readings.slice(-6)) await this.readPast(reading);
    for (const { id, story } of this.world.contracts) {
      const { call } = actor(this.world, 'auditor');
      const before = new Date(Date.parse(story[0]?.at ?? '') - 1).toISOString();
      this.compare((await call.get(`/v1/contracts/${id}/ladder?at=${before}`)).status, 404);
      for (const { status } of view(this.world.ladder, story, app.clock.now()).levels)
        counted.levels.set(String(status), (counted.levels.get(String(status)) ?? 0) + 1);
    }
  }

  private compare(stated: unknown, wanted: unknown): void {
    try {
      expect(stated).toEqual(wanted);
    } catch (difference) {
      throw new Error(`${(difference as Error).message}\n\n${this.log.join('\n')}`, { cause: difference });
    }
  }
}

/** Who can help and who is there are told of today alone: what was answered then is compared without them. */
const withoutWords = (text: string): string =>
  text
    .replaceAll(/"detail":"(?:[^"\\]|\\.)*"/g, '')
    .replace(/,"supervisors":(?:null|\[.*?\]),"supervisorsDetail":(?:null|"(?:[^"\\]|\\.)*")/, '');

/** How often something unsafe was observed of each contract. */
const unsafeIn = ({ contracts }: World): number[] =>
  contracts.map(
    ({ story }) =>
      all(story, 'observation.recorded').filter(({ items }) =>
        items.some(({ outcome }) => outcome === 'unsafe'),
      ).length,
  );

const tagOf = ({ headers }: { headers: Readonly<Record<string, string>> }): string => headers['etag'] ?? '*';

const asAlone = ({ status, problem }: { status: number; problem?: { code: string } }) => ({
  status,
  code: problem?.code,
});

const shortened = (body: { data: Record<string, unknown>[] }) =>
  body.data.map(
    ({
      title: _title,
      levelTitle: _level,
      supervisionLabel: _label,
      supervisionReasons: _why,
      reasons,
      ...rest
    }) => ({
      ...rest,
      reasons: (reasons as { code: string }[]).map(({ code }) => code),
    }),
  );

test(`whatever people do, alone or at once, the API and the model agree (seed ${SEED}, ${HISTORIES} histories)`, async () => {
  const histories = fc.sample(history, { seed: SEED, numRuns: HISTORIES });
  for (const [index, one] of histories.entries()) {
    app.clock.set(one.startsAt);
    const ladder = LADDERS[one.ladder] as (typeof LADDERS)[number];
    const play = new Play(await newWorld(app, ladder), index % COMPARED === 0);
    await play.run(one).catch((error: Error) => {
      throw new Error(`History ${index} of seed ${SEED}: ${error.message}`, { cause: error });
    });
  }
  expect((await asOwner(app.database.ownerUrl, rebuildProgress)).differences).toEqual([]);
  if (process.env['PALIER_TEST_FIGURES']) console.log(counted);
}, 3_600_000);
