import pg from 'pg';
import { DataSource } from 'typeorm';
import { apiDataSourceOptions } from '../../../src/data-source.js';
import type { Level } from '../../../src/features/frameworks/frameworks.types.js';
import { rebuildProgress } from '../../../src/features/ladder/progress/rebuild.store.js';
import { SystemClock } from '../../../src/kernel/clock.js';
import { addDays, type Day } from '../../../src/kernel/days.js';
import type { LadderId, OrganisationId } from '../../../src/kernel/ids.js';
import { AccessTokens } from '../../../src/platform/access/access-tokens.js';
import { createLogger } from '../../../src/platform/logs/logger.js';
import { SEAL_KEY } from '../../support/scenarios/forge.js';
import { TokenFacts } from '../../../src/platform/access/token-facts.js';
import { Lifecycle } from '../../../src/platform/health/lifecycle.js';
import { Metrics } from '../../../src/platform/health/metrics.js';
import { readConfig } from '../../../src/platform/config/config.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { Db } from '../../../src/platform/database/db.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { Given, type GivenContract, type Someone } from '../../support/scenarios/given.js';
import { ApiProcess, type ApiSettings } from './api-process.js';
import { until, type Cluster } from './cluster.js';
import { HttpCaller } from './http.js';
import type { Passage } from './passage.js';

const clock = new SystemClock();

/** The day it is: the servers run on the machine's clock, so what they are asked about moves with it. */
export const today = (): Day => clock.today();

/** The first level opens the second by itself; both ask for `competencies`. */
export function twoLevels(competencies: readonly string[]): { levels: Level[]; missions: [] } {
  const requirements = competencies.map((competency) => ({ competency }));
  return {
    levels: [
      {
        code: 'observation',
        title: 'Observation',
        supervision: 'present_only',
        unlock: 'automatic',
        requirements,
      },
      { code: 'simple_tasks', title: 'Tâches', supervision: 'direct', unlock: 'decision', requirements },
    ],
    missions: [],
  };
}

/** A database with an employer and a training centre, the servers on it, and people with tokens. */
export class World {
  readonly servers: ApiProcess[] = [];
  private readonly callers: HttpCaller[] = [];

  private constructor(
    readonly cluster: Cluster,
    readonly database: string,
    readonly employerId: OrganisationId,
    readonly trainingCentreId: OrganisationId,
  ) {}

  static async start(cluster: Cluster, name: string): Promise<World> {
    const database = await cluster.database(name);
    await cluster.assertDurable(database);
    const [employerId, trainingCentreId] = await given(cluster, database, async (build) => [
      await build.organisation(),
      await build.organisation({ kind: 'training_centre' }),
    ]);
    return new World(cluster, database, employerId, trainingCentreId);
  }

  async server(settings: Partial<ApiSettings> = {}): Promise<ApiProcess> {
    const server = await ApiProcess.start({ ownerUrl: this.cluster.url(this.database), ...settings });
    this.servers.push(server);
    return server;
  }

  /** A server that reaches its database through a passage. */
  serverThrough(passage: Passage): Promise<ApiProcess> {
    const url = new URL(this.cluster.url(this.database));
    url.username = 'palier_api';
    url.port = String(passage.port);
    // Nothing but the calls passes: whoever looks for jobs would count as a call.
    return this.server({ apiUrl: url.toString(), poolSize: 2, env: { PALIER_WORKER: 'false' } });
  }

  /** Nobody works on these contracts any more: what a dead server began has been committed or given up. */
  settled(contractIds: readonly string[]): Promise<void> {
    return until(() =>
      this.cluster.asOwner(this.database, async (owner) => {
        await owner.query(`set lock_timeout = '5s'`);
        await owner.query('select from contracts where id = any ($1) for update', [contractIds]);
        const { rows } = await owner.query(
          `select from pg_stat_activity where datname = $1 and application_name = 'palier-api' and xact_start is not null`,
          [this.database],
        );
        return rows.length === 0;
      }),
    );
  }

  given<T>(work: (build: Given) => Promise<T>): Promise<T> {
    return given(this.cluster, this.database, work);
  }

  /** Somebody's tokens, one for each. A server must have started: it made the key. */
  async tokens(people: readonly Someone[]): Promise<string[]> {
    const url = new URL(this.cluster.url(this.database));
    url.username = 'palier_api';
    const source = await new DataSource(apiDataSourceOptions(url.toString(), 2)).initialize();
    const config = readConfig({ PALIER_ACCESS_TOKEN_MINUTES: '60', PALIER_KEY_ENCRYPTION_KEY: SEAL_KEY });
    const db = new Db(source, clock, new Metrics(config, source, new Lifecycle()));
    const facts = new TokenFacts(db, clock, config, createLogger('silent'));
    await facts.onModuleInit();
    await source.destroy();
    const tokens = new AccessTokens(facts, clock, config);
    return Promise.all(people.map((person) => tokens.issue({ kind: 'person', ...person })));
  }

  caller(port: number, token: string | null, sockets?: number): HttpCaller {
    const caller = new HttpCaller(port, token, sockets);
    this.callers.push(caller);
    return caller;
  }

  ladder(competencies: readonly string[]): Promise<LadderId> {
    return this.given((build) => build.ladder(twoLevels(competencies)));
  }

  /** Contracts under way since 100 days, each with a main tutor and a co-tutor of its own. */
  team(count: number, ladderId: LadderId): Promise<Team[]> {
    const from = addDays(today(), -100);
    return this.given(async (build) => {
      const teams: Team[] = [];
      for (let i = 0; i < count; i += 1) {
        const contract = await build.contract({
          ladderId,
          employerId: this.employerId,
          trainingCentreId: this.trainingCentreId,
          birthDate: addDays(today(), -20 * 366),
          startsOn: from,
          until: addDays(today(), 500),
        });
        teams.push({
          contract,
          main: await build.mandate(contract, 'main_tutor', { from }),
          co: await build.mandate(contract, 'co_tutor', { from }),
        });
      }
      return teams;
    });
  }

  query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return this.cluster.asOwner(this.database, async (owner) => (await owner.query<Row>(sql, values)).rows);
  }

  /** How many progress rows differ from what the facts make. */
  async differences(): Promise<number> {
    const report = await asOwner(this.cluster.url(this.database), rebuildProgress);
    return report.differences.length;
  }

  /** Contracts whose events have a gap, or end elsewhere than their contract says. */
  async gaps(): Promise<number> {
    const [row] = await this.query<{ n: number }>(`
      select count(*)::int as n
      from contracts c, lateral (
        select count(*) as recorded, coalesce(max(e.sequence), 0) as last from events e where e.contract_id = c.id
      ) e
      where e.recorded <> e.last or e.last <> c.last_sequence
    `);
    return row?.n ?? -1;
  }

  /** What the servers wrote about bugs: nothing. */
  get unexpected(): string[] {
    return this.servers
      .flatMap((server) => server.output.join('').split('\n'))
      .filter((line) => /unexpected error|Unhandled|uncaught/i.test(line));
  }

  async stop(): Promise<void> {
    for (const caller of this.callers) caller.close();
    await Promise.all(this.servers.map((server) => server.stop()));
  }
}

export interface Team {
  readonly contract: GivenContract;
  readonly main: Someone;
  readonly co: Someone;
}

/** What is given is there before the servers' time, in one transaction. */
async function given<T>(cluster: Cluster, database: string, work: (build: Given) => Promise<T>): Promise<T> {
  return cluster.asOwner(database, async (owner) => {
    await owner.query('begin');
    const made = await work(new Given(owner, new FixedClock(`${addDays(today(), -101)}T08:00:00.000Z`)));
    await owner.query('commit');
    return made;
  });
}

export const signOff = (competency: string, level = 'observation') => ({
  observedOn: today(),
  observation: true,
  items: [{ competency, level, outcome: 'acquired' }],
});

export const pathOf = ({ contract }: Team, rest: string): string =>
  `/v1/contracts/${contract.contractId}/${rest}`;
