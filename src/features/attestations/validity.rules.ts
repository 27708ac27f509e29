import { addDays, addMonths, contains, type Day } from '../../kernel/days.js';
import { figureOf, legalRuleOn } from '../../kernel/legal-rules.js';
import { FURTHEST_REMINDER, knownPrerequisite, reminderDays } from '../frameworks/prerequisites.types.js';
import type { ContractId } from '../../kernel/ids.js';
import { heldUntil, isActiveOn, isMinor, type ContractLife } from '../contracts/contracts.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import { prerequisitesOf } from './attestations.rules.js';
import type {
  Due,
  DueOf,
  Held,
  PriorValidity,
  ReadPrerequisites,
  Reminder,
  Validity,
  Unheld,
} from './attestations.types.js';

/**
 * How it is with a prerequisite on a day, from all that was attested of it. Attestations that touch or overlap count as one.
 * `heldUntil`: the first day out of the contract: what lasts as long expires for nobody.
 */
export function validityOn(
  prerequisite: string,
  attested: readonly Held[],
  on: Day,
  heldUntil: Day,
): Validity {
  const counted = attested.filter(({ isWithdrawn }) => !isWithdrawn);
  const { from, until, last } = unbrokenAround(counted, on);
  if (last) {
    const ends =
      until !== null && until < heldUntil && until <= addDays(on, reminderDays(prerequisite).first);
    return { state: ends ? 'expiring' : 'held', attestationId: last.id, from, until, holdsFrom: null };
  }
  const holdsFrom = earliest(counted.flatMap((one) => (one.from > on ? [one.from] : [])));
  const ended = counted
    .filter((one) => one.until !== null && one.until <= on)
    .sort(byEnd)
    .at(-1);
  if (ended) {
    const { id, until: over } = ended;
    return { state: 'expired', attestationId: id, from: ended.from, until: over, holdsFrom };
  }
  const newest = attested.at(-1)?.id ?? null;
  if (holdsFrom !== null) {
    const next = counted.find((one) => one.from === holdsFrom);
    return { state: 'upcoming', attestationId: next?.id ?? null, from: null, until: null, holdsFrom };
  }
  const state = attested.length > 0 ? 'withdrawn' : 'lacking';
  return { state, attestationId: newest, from: null, until: null, holdsFrom: null };
}

/** The row of attestations without a day between them that a day belongs to: `last` is the one that ends it. */
function unbrokenAround(counted: readonly Held[], on: Day) {
  let last =
    counted
      .filter((one) => contains(one, on))
      .sort(byEnd)
      .at(-1) ?? null;
  let from = last?.from ?? null;
  for (;;) {
    const until = last?.until ?? null;
    if (until === null) break;
    const next = counted
      .filter((one) => one.from <= until && isLater(one.until, until))
      .sort(byEnd)
      .at(-1);
    if (!next) break;
    last = next;
  }
  for (;;) {
    const start = from;
    if (start === null) break;
    const before = counted.filter((one) => one.from < start && (one.until === null || one.until >= start));
    const first = earliest(before.map((one) => one.from));
    if (first === null) break;
    from = first;
  }
  return { from, until: last?.until ?? null, last };
}

const isLater = (until: Day | null, than: Day): boolean => until === null || until > than;
const byEnd = (a: Held, b: Held): number =>
  a.until === b.until ? 0 : b.until !== null && isLater(a.until, b.until) ? 1 : -1;
const earliest = (days: readonly Day[]): Day | null => [...days].sort()[0] ?? null;

/** From which day on a contract is asked about: its first one while that is to come. */
export const judgedFrom = ({ startsOn }: Pick<ContractLife, 'startsOn'>, today: Day): Day =>
  startsOn > today ? startsOn : today;

/** What people are reminded of today; null: nothing, also where it is renewed from a later day on, and while nobody works. */
export function reminderOf(
  { life, prerequisite, attestations }: Omit<Unheld, 'contractId'>,
  today: Day,
): { readonly validity: Validity; readonly reminder: Reminder } | null {
  const isComing = life.signedOn !== null && life.cancelledOn === null && life.startsOn > today;
  if (!isComing && !isActiveOn(life, today)) return null;
  if (life.startsOn > addDays(today, FURTHEST_REMINDER)) return null;
  const on = judgedFrom(life, today);
  const validity = validityOn(prerequisite, attestations, on, heldUntil(life));
  if (validity.state === 'held' || validity.holdsFrom !== null) return null;
  if (validity.state !== 'expiring' || validity.until === null) return { validity, reminder: 'missing' };
  const isLast = validity.until <= addDays(on, reminderDays(prerequisite).last);
  return { validity, reminder: isLast ? 'last' : 'first' };
}

/** By which attestation it is told once: what was recorded last and taken back is told of anew, whatever was told before it. */
export const remindedOf = (
  attestations: readonly Held[],
  { attestationId }: Pick<Validity, 'attestationId'>,
): Held['id'] | null => {
  const last = attestations.at(-1);
  return last?.isWithdrawn ? last.id : attestationId;
};

/** By when the law wants it of that contract: the first of its rules that applies. */
export function dueOf(prerequisite: string, { kind, startsOn, signedOn, birthDate }: DueOf): Due | null {
  for (const code of knownPrerequisite(prerequisite)?.legalRules ?? []) {
    const rule = legalRuleOn(code, signedOn ?? startsOn);
    if (!rule || (rule.contractKind !== 'both' && rule.contractKind !== kind)) continue;
    const [unit] = rule.values.filter(({ name }) => name === 'max').map((figure) => figure.unit);
    if (unit === 'month_after_hiring') return { by: addMonths(startsOn, figureOf(rule, 'max')), rule: code };
    // Before the post is taken up: of minors alone, as far as is known of the work.
    if (isMinor(birthDate, startsOn)) return { by: addDays(startsOn, -1), rule: code };
  }
  return null;
}

/** Everything that a contract’s ladder asks for, on a day. */
export const readPrerequisites = (
  context: {
    readonly contractId: ContractId;
    readonly ladder: Pick<Ladder, 'missions'>;
    readonly life: ContractLife;
  },
  {
    held,
    prior,
  }: {
    readonly held: ReadonlyMap<string, readonly Held[]>;
    readonly prior: ReadonlyMap<string, PriorValidity>;
  },
  asked: DueOf | null,
  on: Day,
): ReadPrerequisites => ({
  contractId: context.contractId,
  on,
  prerequisites: prerequisitesOf(context.ladder).map((prerequisite) => ({
    prerequisite,
    ...validityOn(prerequisite, held.get(prerequisite) ?? [], on, heldUntil(context.life)),
    missions: context.ladder.missions.filter((one) => one.prerequisites?.includes(prerequisite)),
    due: asked && dueOf(prerequisite, asked),
    prior: prior.get(prerequisite) ?? null,
  })),
});
