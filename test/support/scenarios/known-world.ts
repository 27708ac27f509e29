import { addDays, type Day } from '../../../src/kernel/days.js';
import type { Vocabulary } from '../http/arbitrary-requests.js';
import { creationOf, parametersIn, OPERATIONS, type Operation } from '../http/operations.js';
import type { Samples } from '../http/samples.js';
import type { Reply } from '../http/wire.js';

const COLLECTED = ['after', 'refreshToken', 'token'];
/** Names of the same thing. */
const SAME: Record<string, string> = {
  continuationOf: 'contractId',
  replaces: 'mandateId',
  tutorId: 'personId',
};
/** How many of a kind are kept in mind: the newest. */
const MEMORY = 30;

/** What one organisation's callers know: ids by the name under which requests ask for them, cursors, tokens, versions. */
export class World {
  private readonly known = new Map<string, string[]>();
  private readonly etags = new Map<string, string>();

  constructor(readonly samples: Samples) {
    this.keep('employerId', samples.employerId);
    this.keep('trainingCentreId', samples.trainingCentreId);
    this.keep('organisationId', samples.employerId);
    this.keep('organisationId', samples.trainingCentreId);
    for (const { personId } of samples.people.values()) this.keep('personId', personId);
  }

  static vocabulary(today: Day): Vocabulary {
    const near = [-60, -35, -30, -8, -7, -2, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 7, 60, 300].map((n) =>
      addDays(today, n),
    );
    return {
      days: [...near, '2025-09-01', '2025-08-31', '2027-08-31', '2027-09-01', '2024-02-29', '2999-12-31'],
      words: {
        level: ['observation', 'simple_tasks', 'one', 'two'],
        maxLevel: ['observation', 'simple_tasks'],
        competency: ['A', 'A', 'COMPETENCY'],
        competencies: ['A', 'COMPETENCY'],
        mission: ['meal'],
        missions: ['meal', 'lift'],
        prerequisite: ['afgsu_2'],
        siret: ['77937827200016', '77937827200016', '77937827200017'],
        uai: ['0755805C'],
        finess: ['750712184'],
        structureTypes: ['EHPAD', '*'],
        email: ['tutrice@exemple.test', 'autre@exemple.test', 'a1@exemple.test'],
        password: ['un long mot de passe', 'un long mot de passe', 'un autre mot de passe'],
        externalId: ['EXT-1', 'EXT-2', 'EXT-3'],
        scope: ['contracts:read', 'contracts:read people:write', '', 'contracts:read contracts:read', 'nope'],
      },
      collected: COLLECTED,
    };
  }

  /** New contracts, as the old ones end: some drafted, some active. */
  async refresh(): Promise<void> {
    for (const draft of [false, false, false, false, true, true]) {
      const { contract, mandateId } = await this.samples.scene(draft);
      this.keep('contractId', contract.contractId);
      this.keep('mandateId', mandateId);
      this.keep('alternantId', contract.alternant.personId);
      this.keep('personId', contract.alternant.personId);
      this.keep('ladderId', contract.ladderId);
    }
    this.keep('frameworkId', await this.samples.framework());
    this.keepClient((await this.samples.send('createApiClient')).body);
  }

  pick(name: string, n: number): string {
    const ids = name === 'anything' ? [...this.known.values()].flat() : this.known.get(SAME[name] ?? name);
    return ids?.[n % ids.length] ?? '0198f0a0-0000-7000-8000-000000000000';
  }

  etagOf(url: string): string {
    return this.etags.get(url.split('?')[0] ?? '') ?? '"1"';
  }

  /** Keeps in mind what an answer tells. */
  learn(operation: Operation, url: string, { status, headers, body }: Reply): void {
    const { etag } = headers;
    if (etag && operation.method !== 'POST') this.etags.set(url.split('?')[0] ?? '', etag);
    if (status >= 300 || typeof body !== 'object' || body === null) return;
    if (headers['location'] && etag) this.etags.set(headers['location'], etag);
    const name = NAME_OF.get(operation.id);
    const made = body.id
      ? [body]
      : Object.values(body as object)
          .filter(Array.isArray)
          .flat();
    if (name) for (const { id } of made as { id?: string }[]) if (id) this.keep(name, id);
    if (body.page?.next) this.keep('after', body.page.next);
    this.keepClient(body);
    if (body.refreshToken) this.keep('refreshToken', body.refreshToken);
    if (body.acceptUrl) this.keep('token', new URL(body.acceptUrl).searchParams.get('token') ?? '');
  }

  /** As HTTP Basic sends it; an answer without a secret is not one of a client. */
  private keepClient({ clientId, clientSecret }: { clientId?: string; clientSecret?: string }): void {
    if (!clientSecret) return;
    this.keep('basic', Buffer.from(`${clientId}:${clientSecret}`).toString('base64'));
  }

  private keep(name: string, id: string): void {
    const ids = this.known.get(name) ?? [];
    if (!ids.includes(id)) ids.push(id);
    this.known.set(name, ids.slice(-MEMORY));
  }
}

/** How paths name what an operation creates: `POST …/sign-offs` makes a `signOffId`. */
const NAME_OF = new Map(
  OPERATIONS.flatMap((operation) => {
    const creation = creationOf(operation);
    const name = parametersIn(operation, 'path').at(-1)?.name;
    return creation && name ? [[creation.id, name] as const] : [];
  }),
);
