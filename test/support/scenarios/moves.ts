import { expect } from '@jest/globals';
import type { Level, Mission, Unlock } from '../../../src/features/frameworks/frameworks.types.js';
import type { LadderId } from '../../../src/kernel/ids.js';
import type { Caller, TestApp, TestResponse } from '../app.js';
import { LadderScenario } from './ladder-scenario.js';

const LEVELS = [
  { code: 'one', supervision: 'present_only', unlock: 'automatic' },
  { code: 'two', supervision: 'direct', unlock: 'decision' },
  { code: 'three', supervision: 'distant', unlock: 'cosigned' },
] as const;

/** Three levels, that ask for these competencies. */
export const levels = (
  asked: Partial<Record<'one' | 'two' | 'three', readonly (string | [string, object])[]>>,
  unlock: Partial<Record<string, Unlock>> = {},
): Level[] =>
  LEVELS.map((level) => ({
    ...level,
    title: level.code,
    unlock: unlock[level.code] ?? level.unlock,
    requirements: (asked[level.code] ?? ['A', 'B']).map((one) =>
      typeof one === 'string' ? { competency: one } : { competency: one[0], quorum: one[1] },
    ),
  }));

const mission = (code: string, level: string, ...competencies: string[]): Mission => ({
  code,
  title: code,
  level,
  competencies,
});
export const MISSIONS = [mission('meal', 'two', 'A'), mission('wash', 'three', 'A', 'B')];

export const exact = (...codes: string[]) => codes.map((code) => ({ from: code, to: code, kind: 'exact' }));

/** A contract on a ladder of three levels, its centre’s administrator, and the mappings that lead away from it. */
export class Moves {
  private constructor(
    readonly app: TestApp,
    readonly scenario: LadderScenario,
    readonly admin: Caller,
    readonly platform: Caller,
  ) {}

  static async start(app: TestApp): Promise<Moves> {
    const ladderId = await app.given.ladder({ levels: levels({}), missions: MISSIONS });
    const scenario = await LadderScenario.start(app, { ladderId });
    const admin = await app.as(await app.given.someone('centre_admin', scenario.contract.trainingCentreId));
    const platform = await app.as(await app.given.someone('platform_admin'));
    return new Moves(app, scenario, admin, platform);
  }

  /** Another ladder with a mapping that leads to it. */
  async to(
    values: { levels?: Level[]; missions?: Mission[]; titles?: Readonly<Record<string, string>> },
    mapping: object,
    from: LadderId = this.scenario.contract.ladderId,
  ): Promise<{ ladderId: LadderId; mappingId: string }> {
    const ladderId = await this.app.given.ladder({ levels: levels({}), missions: MISSIONS, ...values });
    const body = { toLadderId: ladderId, competencies: [], ...mapping };
    const made = await this.platform.post(`/v1/ladders/${from}/mappings`, body);
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    return { ladderId, mappingId: made.body.id };
  }

  move(mappingId: string, values: object = {}, by = this.admin): Promise<TestResponse> {
    return by.post(this.scenario.url('ladder-changes'), { mappingId, ...values });
  }

  dryRun(mappingId: string): Promise<TestResponse> {
    return this.move(mappingId, { dryRun: true });
  }

  /** With everything that falls acknowledged. */
  async done(mappingId: string): Promise<TestResponse['body']> {
    const { acknowledge } = (await this.dryRun(mappingId)).body;
    const moved = await this.move(mappingId, { acknowledge });
    expect([moved.status, moved.body.code]).toEqual([201, undefined]);
    return moved.body;
  }

  /** Signs and decides these levels. */
  async achieve(...codes: ('one' | 'two' | 'three')[]): Promise<void> {
    for (const code of codes) {
      expect((await this.scenario.sign(code, ['A', 'B'])).status).toBe(201);
      if (code !== 'one') expect((await this.scenario.decide(this.scenario.tutor, code)).status).toBe(201);
      if (code === 'three')
        expect((await this.scenario.decide(this.scenario.referent, code)).status).toBe(201);
    }
  }

  async events(): Promise<{ sequence: number; type: string; data: Record<string, unknown> }[]> {
    return (await this.scenario.tutor.get(this.scenario.url('events?limit=500'))).body.data;
  }

  /** `competency level` → status, of the ladder. */
  async requirements(query = ''): Promise<Record<string, string>> {
    const ladder = await this.scenario.ladder(query);
    return Object.fromEntries(
      ladder.levels.flatMap(
        (level: { code: string; requirements: { competency: string; status: string }[] }) =>
          level.requirements.map(({ competency, status }) => [`${competency} ${level.code}`, status]),
      ),
    );
  }
}
