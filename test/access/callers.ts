import { addDays, type Day } from '../../src/kernel/days.js';
import { MANDATE_ROLES, type MandateRole } from '../../src/features/mandates/mandates.types.js';
import type { Role } from '../../src/platform/access/actor.js';
import { SCOPES, type Scope } from '../../src/platform/access/scopes.js';

export const TODAY = '2026-03-12' as Day;
const daysAgo = (days: number) => addDays(TODAY, -days);

/** Two employers, two training centres. */
export type Organisation = 'E1' | 'E2' | 'C1' | 'C2';

/**
 * The contracts that a caller tries, each a column of the matrix. The callers stand on the first two.
 * @see LEGEND for what each is
 */
export const PLACES = {
  own: { employer: 'E1', centre: 'C1' },
  ended: { employer: 'E1', centre: 'C1' },
  same: { employer: 'E1', centre: 'C1' },
  employer: { employer: 'E1', centre: 'C2' },
  centre: { employer: 'E2', centre: 'C1' },
  other: { employer: 'E2', centre: 'C2' },
} as const satisfies Record<string, { employer: Organisation; centre: Organisation }>;
export type Place = keyof typeof PLACES;
export const EVERY_PLACE = Object.keys(PLACES) as Place[];

/** `until` is the first day out. */
export interface HeldMembership {
  readonly role: Role;
  readonly of: Organisation | null;
  readonly from?: Day;
  readonly until?: Day;
}

export interface HeldMandate {
  readonly role: MandateRole;
  readonly on: Place;
  readonly from: Day;
  readonly until?: Day;
  readonly maxLevel?: string;
  /** They opened it for themselves, when that could still be done. */
  readonly ownHand?: boolean;
}

/** Somebody who sends every request: who they are, told so that one can judge what they may. */
export interface CallerSpec {
  readonly name: string;
  readonly memberships: readonly HeldMembership[];
  readonly mandates: readonly HeldMandate[];
  readonly alternantOn: readonly Place[];
  /** What comes with the request; `old`: from before the memberships ended; `closed`: the account or client was, since. */
  readonly token: 'fresh' | 'old' | 'none' | 'expired' | 'altered' | 'closed';
  /** An organisation that calls by itself; `until` is the first day out. */
  readonly client?: { readonly of: Organisation; readonly scopes: readonly Scope[]; readonly until?: Day };
  /** Where they are tried, if not everywhere: nothing in them tells one place from another. */
  readonly only?: readonly Place[];
}

const FIRST_DAY = '2025-09-01' as Day;
/** The last former main tutor left when this one came. */
const MAIN_SINCE = daysAgo(29);
const TO_COME = '2026-04-01' as Day;

const caller = (name: string, values: Partial<Omit<CallerSpec, 'name'>> = {}): CallerSpec => ({
  name,
  memberships: [],
  mandates: [],
  alternantOn: [],
  token: 'fresh',
  ...values,
});

const member = (name: string, ...memberships: HeldMembership[]) => caller(name, { memberships });

/** Callers of the first employer or centre, of the others, and those who left today: with a new token, and with one from before. */
const administrators = (role: 'hr' | 'centre_admin', of: Organisation, others: Organisation) => [
  member(role, { role, of }),
  member(`${role} of another organisation`, { role, of: others }),
  member(`${role}, left today`, { role, of, until: TODAY }),
  caller(`${role}, left today, token from before`, {
    memberships: [{ role, of, until: TODAY }],
    token: 'old',
  }),
  member(`${role} from tomorrow on`, { role, of, from: addDays(TODAY, 1) }),
];

const IN_PERIOD = { from: '2026-03-01' as Day, until: '2026-04-01' as Day };

const auditors = [
  member('auditor of the employer', { role: 'auditor', of: 'E1', ...IN_PERIOD }),
  member('auditor of the centre', { role: 'auditor', of: 'C1', ...IN_PERIOD }),
  member('auditor of another employer', { role: 'auditor', of: 'E2', ...IN_PERIOD }),
  member('auditor of another centre', { role: 'auditor', of: 'C2', ...IN_PERIOD }),
  member('auditor, period over today', { role: 'auditor', of: 'C1', until: TODAY }),
  caller('auditor, period over today, token from before', {
    memberships: [{ role: 'auditor', of: 'C1', until: TODAY }],
    token: 'old',
  }),
  member('auditor from tomorrow on', { role: 'auditor', of: 'C1', from: addDays(TODAY, 1) }),
];

const home = (role: MandateRole): HeldMembership =>
  role === 'referent' ? { role: 'referent', of: 'C1' } : { role: 'tutor', of: 'E1' };

const holder = (role: MandateRole, name: string, ...mandates: Omit<HeldMandate, 'role'>[]) =>
  caller(name, {
    memberships: [home(role)],
    mandates: mandates.map((mandate) => ({ role, ...mandate })),
    ...(name === role ? {} : { only: ['own', 'same', 'other'] }),
  });

const former = (role: MandateRole, days: number) => {
  // There is one main tutor at a time: each of the former ones came when the one before left.
  const from = role === 'main_tutor' && days < 31 ? daysAgo(days + 1) : FIRST_DAY;
  return holder(role, `${role}, until ${days} days ago`, { on: 'own', from, until: daysAgo(days) });
};

const team = MANDATE_ROLES.flatMap((role) => [
  holder(
    role,
    role,
    role === 'main_tutor' ? { on: 'own', from: MAIN_SINCE, until: TO_COME } : { on: 'own', from: FIRST_DAY },
    { on: 'ended', from: FIRST_DAY },
  ),
  ...[29, 30, 31].map((days) => former(role, days)),
  holder(role, `${role} to come`, { on: 'own', from: TO_COME }),
  holder(role, `${role} of another contract`, { on: 'same', from: FIRST_DAY }),
]);

const oddOnes = [
  caller('co_tutor up to the first level', {
    memberships: [{ role: 'tutor', of: 'E1' }],
    mandates: [{ role: 'co_tutor', on: 'own', from: FIRST_DAY, maxLevel: 'observation' }],
  }),
  caller('observer of the centre', {
    memberships: [{ role: 'referent', of: 'C1' }],
    mandates: [{ role: 'observer', on: 'own', from: FIRST_DAY }],
  }),
  caller('hr who observes', {
    memberships: [{ role: 'hr', of: 'E1' }],
    mandates: [{ role: 'observer', on: 'own', from: FIRST_DAY }],
  }),
  caller('hr who is co_tutor', {
    memberships: [{ role: 'hr', of: 'E1' }],
    mandates: [{ role: 'co_tutor', on: 'own', from: FIRST_DAY }],
    only: ['own', 'same'],
  }),
  caller('hr who once made herself co_tutor', {
    memberships: [{ role: 'hr', of: 'E1' }],
    mandates: [{ role: 'co_tutor', on: 'own', from: FIRST_DAY, ownHand: true }],
    only: ['own', 'same'],
  }),
  caller('tutor who left the employer today', {
    memberships: [{ role: 'tutor', of: 'E1', until: TODAY }],
    mandates: [{ role: 'substitute', on: 'own', from: FIRST_DAY }],
  }),
];

const client = (
  name: string,
  of: Organisation,
  values: Partial<CallerSpec & { scopes: readonly Scope[] }> = {},
) => caller(`client ${name}`, { client: { of, scopes: values.scopes ?? SCOPES }, ...values });

const clients = [
  client('of the employer', 'E1'),
  client('of the centre', 'C1'),
  client('of another employer', 'E2'),
  client('of another centre', 'C2'),
  client('of the employer, revoked', 'E1', { token: 'closed' }),
  client('of the employer, over since today', 'E1', { client: { of: 'E1', scopes: SCOPES, until: TODAY } }),
  client('of the employer, token expired', 'E1', { token: 'expired' }),
  ...SCOPES.map((scope) => client(`of the employer, ${scope}`, 'E1', { scopes: [scope], only: ['own'] })),
  client('of the centre, people:read', 'C1', { scopes: ['people:read'], only: ['own'] }),
];

/** Every caller, in the order of the matrix. */
export const CALLERS: readonly CallerSpec[] = [
  caller('no token', { token: 'none' }),
  ...(['expired', 'altered', 'closed'] as const).map((token) =>
    caller(token === 'closed' ? 'hr, account closed' : `hr, token ${token}`, {
      memberships: [{ role: 'hr', of: 'E1' }],
      token,
    }),
  ),
  caller('no membership'),
  member('platform_admin', { role: 'platform_admin', of: null }),
  ...administrators('hr', 'E1', 'E2'),
  ...administrators('centre_admin', 'C1', 'C2'),
  ...auditors,
  caller('alternant', { memberships: [{ role: 'alternant', of: 'C1' }], alternantOn: ['own'] }),
  caller('alternant of the ended contract', {
    memberships: [{ role: 'alternant', of: 'C1' }],
    alternantOn: ['ended'],
  }),
  member('alternant without contract', { role: 'alternant', of: 'C1' }),
  member('tutor without mandate', { role: 'tutor', of: 'E1' }),
  member('referent without mandate', { role: 'referent', of: 'C1' }),
  ...team,
  ...oddOnes,
  ...clients,
];

const TUTORING: readonly MandateRole[] = ['main_tutor', 'co_tutor', 'substitute'];

const holds = ({ from, until }: { from?: Day; until?: Day }, day: Day) =>
  (from === undefined || from <= day) && (until === undefined || day < until);

/** How somebody stands to a contract, by the dates alone. */
export class CallerPosition {
  constructor(
    readonly caller: CallerSpec,
    readonly place: Place,
  ) {}

  /** The token is one, whoever it names. */
  get hasToken(): boolean {
    return ['fresh', 'old', 'closed'].includes(this.caller.token);
  }

  get isClosed(): boolean {
    const until = this.caller.client?.until;
    return this.caller.token === 'closed' || (until !== undefined && until <= TODAY);
  }

  /** What a token says: roles in force when it was given, and those that contracts and mandates give. */
  get roles(): ReadonlySet<Role> {
    const { memberships, mandates, alternantOn, token, client } = this.caller;
    if (client) return new Set([roleOfClient(client.of)]);
    return new Set<Role>([
      ...memberships.filter((held) => token === 'old' || holds(held, TODAY)).map(({ role }) => role),
      ...mandates.filter(opensContract).map(({ role }): Role => (role === 'referent' ? 'referent' : 'tutor')),
      ...(alternantOn.length > 0 ? (['alternant'] as const) : []),
    ]);
  }

  /** A role in force today in one of the contract's organisations. */
  is(role: Role): boolean {
    const { client } = this.caller;
    if (client && this.isParty(client.of) && role === roleOfClient(client.of)) return true;
    return this.caller.memberships.some(
      (held) => held.role === role && holds(held, TODAY) && (held.of === null || this.isParty(held.of)),
    );
  }

  get isAlternant(): boolean {
    return this.caller.alternantOn.includes(this.place);
  }

  /** Alternant, mandate (and 30 days after it ended), HR and centre_admin of the contract, auditor. */
  get sees(): boolean {
    return this.isAlternant || this.mandates.some(opensContract) || this.administers || this.is('auditor');
  }

  /** HR of the employer do not read comments, unless they are a tutor whom somebody else named. */
  get readsComments(): boolean {
    const mandates = this.mandates.filter(opensContract);
    const byMandate = this.is('hr')
      ? mandates.some(({ role, ownHand }) => TUTORING.includes(role) && !ownHand)
      : mandates.length > 0;
    return this.isAlternant || byMandate || this.is('centre_admin') || this.is('auditor');
  }

  get administers(): boolean {
    return this.is('hr') || this.is('centre_admin');
  }

  /** Holds one of these mandates on every one of these days, as a member of what it stands for. */
  holds(roles: readonly MandateRole[], ...days: Day[]): boolean {
    return days.every((day) =>
      this.mandates.some(
        (held) => roles.includes(held.role) && holds(held, day) && this.belongs(held.role, day),
      ),
    );
  }

  /** Is that day what a mandate of that role needs; who is given a mandate and no membership is given one with it. */
  belongs(role: MandateRole, day: Day): boolean {
    const { employer, centre } = PLACES[this.place];
    const fitting = this.caller.memberships.filter(({ of, role: held }) => {
      if (role === 'observer') return of === employer || of === centre;
      if (role === 'referent') return of === centre && (held === 'referent' || held === 'centre_admin');
      return of === employer && (held === 'tutor' || held === 'hr');
    });
    return fitting.length === 0 || fitting.some((membership) => holds(membership, day));
  }

  get mandates(): readonly HeldMandate[] {
    return this.caller.mandates.filter(({ on }) => on === this.place);
  }

  private isParty(organisation: Organisation): boolean {
    const { employer, centre } = PLACES[this.place];
    return organisation === employer || organisation === centre;
  }
}

/** An employer calls as its HR, a centre as its administrator. */
export const roleOfClient = (of: Organisation): Role => (of.startsWith('E') ? 'hr' : 'centre_admin');

/** Where somebody is tried. Without a role in force, or any way in, every place is as closed as the first. */
export function placesTried(spec: CallerSpec): readonly Place[] {
  const by = new CallerPosition(spec, 'own');
  if (!by.hasToken || by.isClosed || by.roles.size === 0) return ['own'];
  return spec.only ?? EVERY_PLACE;
}

/** From the day it is recorded until 30 days after it ended. */
export const opensContract = ({ until }: HeldMandate): boolean =>
  until === undefined || TODAY < addDays(until, 30);
