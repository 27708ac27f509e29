import { expect } from '@jest/globals';
import type { TestApp, Caller, TestResponse } from '../app.js';
import type { GivenContract, Someone } from './given.js';

const WANTED: Record<string, string[]> = {
  observation: ['C6', 'C8', 'C10', 'C11'],
  simple_tasks: ['C1', 'C5', 'C6', 'C8', 'C9', 'C10'],
  supervised_care: ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C8', 'C10', 'C11'],
  autonomy: ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9', 'C10', 'C11'],
};

/** A contract with its team, and the steps that climb the DEAS ladder through the API. */
export class LadderScenario {
  private constructor(
    readonly app: TestApp,
    readonly contract: GivenContract,
    readonly tutorIs: Someone,
    readonly tutor: Caller,
    readonly observer: Caller,
    readonly referentIs: Someone,
    readonly referent: Caller,
  ) {}

  static async start(
    app: TestApp,
    values: Parameters<TestApp['given']['contract']>[0] = {},
  ): Promise<LadderScenario> {
    const contract = await app.given.contract(values);
    const tutorIs = await app.given.mandate(contract, 'main_tutor');
    const tutor = await app.as(tutorIs);
    const observer = await app.as(await app.given.mandate(contract, 'observer'));
    const referentIs = await app.given.mandate(contract, 'referent');
    const referent = await app.as(referentIs);
    return new LadderScenario(app, contract, tutorIs, tutor, observer, referentIs, referent);
  }

  url(rest: string): string {
    return `/v1/contracts/${this.contract.contractId}/${rest}`;
  }

  async observe(
    by: Caller,
    level: string,
    competencies: readonly string[],
    observedOn: string,
    outcome = 'performed',
  ): Promise<TestResponse> {
    const response = await by.post(this.url('observations'), {
      observedOn,
      items: competencies.map((competency) => ({ competency, level, outcome })),
    });
    expect(response.status).toBe(201);
    return response;
  }

  sign(
    level: string,
    competencies: readonly string[] = WANTED[level] ?? [],
    values: object = {},
  ): Promise<TestResponse> {
    return this.tutor.post(this.url('sign-offs'), {
      observedOn: this.app.clock.today(),
      observation: true,
      items: competencies.map((competency) => ({ competency, level, outcome: 'acquired' })),
      ...values,
    });
  }

  decide(by: Caller, level: string, decision = 'open', reason?: string): Promise<TestResponse> {
    return by.post(this.url('level-decisions'), { level, decision, ...(reason ? { reason } : {}) });
  }

  /** Everything that a level asks for, seen on the days before today, signed and, where asked, decided. */
  async complete(level: string, { decided = true } = {}): Promise<void> {
    if (level !== 'observation') {
      await this.observe(this.observer, level, WANTED[level] ?? [], '2026-03-01');
      await this.observe(this.observer, level, WANTED[level] ?? [], '2026-03-02');
    }
    const signed = await this.sign(level);
    expect(signed.status).toBe(201);
    if (!decided || level === 'observation') return;
    expect((await this.decide(this.tutor, level)).status).toBe(201);
    if (level !== 'simple_tasks') expect((await this.decide(this.referent, level)).status).toBe(201);
  }

  async ladder(query = ''): Promise<TestResponse['body']> {
    return (await this.tutor.get(this.url(`ladder${query}`))).body;
  }

  async signOffId(level: number, competency: string): Promise<string> {
    const ladder = await this.ladder();
    return ladder.levels[level - 1].requirements.find(
      (r: { competency: string }) => r.competency === competency,
    ).signOffId;
  }
}

export const statuses = (ladder: { levels: { status: string; reason?: string }[] }): string[] =>
  ladder.levels.map((level) => level.reason ?? level.status);
