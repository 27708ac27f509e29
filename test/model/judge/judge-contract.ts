import type { Of, Verb } from '../commands.js';
import {
  detailsOf,
  hasEnd,
  heldUntil,
  isCancelled,
  mandatesOf,
  signedOn,
  statusOn,
  suspensionsOf,
  TUTORS,
  type Held,
} from '../contract.js';
import { age, plus, type Details, type Story } from '../facts.js';
import { ladderOf } from './judge-move.js';
import { accept, refuse, type Verdict } from '../verdicts.js';
import { actor, isOf, storyOf, type Actor, type World } from '../world.js';

export function judgeContract(
  world: World,
  command: Of<'create' | 'put' | Verb>,
  who: Actor,
  today: string,
): Verdict {
  if (command.kind === 'create') return create(world, command.details, who);
  if (command.kind === 'put') return put(world, command, who, today);
  const story = storyOf(world, command.contract);
  if (!administers(who)) return refuse(403, 'forbidden');
  const allowed = allowedVerbs(story, today);
  if (!allowed.includes(command.kind))
    return refuse(409, 'illegal_transition', { currentStatus: statusOn(story, today), allowed });
  const earliest = today < detailsOf(story).startsOn ? today : detailsOf(story).startsOn;
  const on = command.on ?? (command.kind === 'sign' ? earliest : today);
  if (!isDayFit(story, command.kind, on, command.cause)) return refuse(422, 'validation_failed');
  const refusal = command.kind === 'sign' ? refusalToSign(world, command.contract, on) : null;
  if (refusal) return refuse(409, refusal);
  const { cause } = command;
  return accept(200, command.contract, () => [{ type: STEP[command.kind as Verb], on, cause }]);
}

export const administers = (who: Actor) => isOf(who, 'employer', 'hr') || isOf(who, 'centre', 'centre_admin');

const STEP = {
  sign: 'contract.signed',
  suspend: 'contract.suspended',
  resume: 'contract.resumed',
  terminate: 'contract.terminated',
  cancel: 'contract.cancelled',
  complete: 'contract.completed',
} as const;

/** A draft is signed; what runs is suspended, resumed, ended; what has not begun is cancelled. */
function allowedVerbs(story: Story, today: string): Verb[] {
  const status = statusOn(story, today);
  const runs = status === 'active' || status === 'suspended';
  const last = suspensionsOf(story).at(-1);
  return [
    ...(status === 'draft' ? (['sign'] as const) : []),
    // One suspension for good is enough, also one to come.
    ...(status === 'active' && (!last || last.until !== null) ? (['suspend'] as const) : []),
    // A return may be moved until it has come.
    ...(runs && last && (last.until === null || last.until > today) ? (['resume'] as const) : []),
    ...(runs ? (['terminate'] as const) : []),
    ...(status === 'draft' || status === 'signed' ? (['cancel'] as const) : []),
    ...(runs && !hasEnd(story) ? (['complete'] as const) : []),
  ];
}

function isDayFit(story: Story, verb: Verb, on: string, cause: string | null): boolean {
  const { startsOn, until } = detailsOf(story);
  const isHeld = startsOn <= on && on < heldUntil(story);
  const last = suspensionsOf(story).at(-1);
  switch (verb) {
    case 'sign':
      return on <= startsOn;
    case 'suspend':
      return isHeld && (!last || last.until === null || on >= last.until);
    case 'resume':
      return isHeld && last !== undefined && on >= last.from;
    case 'terminate':
      return isHeld;
    case 'cancel':
      return true;
    case 'complete':
      return startsOn < on && on <= until && (on === until || cause === null || cause === 'diploma_obtained');
  }
}

/** On some day of both. */
export const meet = (a: { from: string; until: string | null }, b: { from: string; until: string | null }) =>
  a.from < (a.until ?? '9') &&
  b.from < (b.until ?? '9') &&
  a.from < (b.until ?? '9') &&
  b.from < (a.until ?? '9');

export const termOf = (story: Story) => ({ from: detailsOf(story).startsOn, until: heldUntil(story) });

export const isMinor = (birthDate: string | null, on: string) =>
  birthDate === null || age(birthDate, on) < 18;

function refusalToSign(world: World, contract: string, on: string): string | null {
  const story = storyOf(world, contract);
  const { startsOn, alternant, hasRepresentative } = detailsOf(story);
  const tutors = mandatesOf(story).filter((one) => TUTORS.includes(one.role) && meet(one, termOf(story)));
  const main = tutors.filter(({ role }) => role === 'main_tutor');
  if (!main.some(({ from, until }) => from <= startsOn && startsOn < (until ?? '9')))
    return 'main_tutor_missing';
  if (tutors.some((tutor) => isTooYoung(world, tutor, startsOn))) return 'tutor_under_age';
  if (isMinor(actor(world, alternant).birthDate, on) && !hasRepresentative)
    return 'legal_representative_missing';
  const unfit = mandatesOf(story).some(
    (one) => (one.until === null || one.from < one.until) && !suits(world, one.role, one.person, alternant),
  );
  if (unfit) return 'mandate_unfit';
  if (overlapsAnother(world, contract, story)) return 'contract_overlap';
  return main.some((tutor) => isOverloaded(world, contract, tutor)) ? 'tutor_over_capacity' : null;
}

/** On some day its alternant is signed elsewhere. */
export const overlapsAnother = (world: World, contract: string, story: Story): boolean =>
  world.contracts.some(
    (one) =>
      one.id !== contract &&
      signedOn(one.story) !== null &&
      !isCancelled(one.story) &&
      detailsOf(one.story).alternant === detailsOf(story).alternant &&
      meet(termOf(one.story), termOf(story)),
  );

/** Checks that tutors are of age on the first day they tutor. */
export function isTooYoung(
  world: World,
  { person, from }: Pick<Held, 'person' | 'from'>,
  startsOn: string,
): boolean {
  const { birthDate } = actor(world, person);
  return birthDate !== null && age(birthDate, from < startsOn ? startsOn : from) < 18;
}

/** Two apprentices at once, and one more who repeats; with one in professionalisation among them, three in all. */
export function isOverloaded(
  world: World,
  contract: string,
  tutor: Pick<Held, 'person' | 'from' | 'until'>,
): boolean {
  const story = storyOf(world, contract);
  const { kind } = detailsOf(story);
  const follows = world.contracts.flatMap((one) => {
    const isThis = one.id === contract;
    if (!isThis && (signedOn(one.story) === null || isCancelled(one.story))) return [];
    const isContinuation = detailsOf(one.story).continuationOf !== null;
    const isApprentice = detailsOf(one.story).kind === 'apprenticeship';
    return (isThis ? [tutor] : mandatesOf(one.story))
      .filter(
        (held) => isThis || ('role' in held && held.role === 'main_tutor' && held.person === tutor.person),
      )
      .map((held) => common(held, termOf(one.story)))
      .map((days) => ({ ...days, isThis, isContinuation, isApprentice }));
  });
  const own = follows.find(({ isThis }) => isThis);
  for (let day = own?.from ?? ''; own && day < own.until; day = plus(day, 1)) {
    const that = follows.filter(({ from, until }) => from <= day && day < until);
    const apprentices = that.filter(({ isApprentice }) => isApprentice);
    const spared = apprentices.some(({ isContinuation }) => isContinuation) ? 1 : 0;
    if (kind === 'apprenticeship' && apprentices.length - spared > 2) return true;
    if (apprentices.length < that.length && that.length > 3) return true;
  }
  return false;
}

const common = (a: { from: string; until: string | null }, b: { from: string; until: string }) => ({
  from: a.from < b.from ? b.from : a.from,
  until: a.until !== null && a.until < b.until ? a.until : b.until,
});

/** A tutor is employed by the employer, a referent by the centre, an observer by either; never the alternant. */
export function suits(world: World, role: string, person: string, alternant: string): boolean {
  const who = actor(world, person);
  if (person === alternant || who.isClient) return false;
  if (role === 'referent') return isOf(who, 'centre', 'referent', 'centre_admin');
  if (role === 'observer') return who.memberships.some(({ in: where }) => where !== 'elsewhere');
  return isOf(who, 'employer', 'tutor', 'hr');
}

function isSound(world: World, details: Details, self: string | null): boolean {
  const continued = details.continuationOf === null ? null : storyOf(world, details.continuationOf);
  return (
    details.startsOn < details.until &&
    (continued === null ||
      (details.continuationOf !== self && detailsOf(continued).alternant === details.alternant))
  );
}

/** The creator's organisation keeps the contract and its external id. */
const keeperOf = (who: Actor): string => (isOf(who, 'employer', 'hr') ? 'employer' : 'centre');
const keeperOfStory = (world: World, story: Story): string => keeperOf(actor(world, story[0]?.by ?? ''));

const findKept = (world: World, who: Actor, externalId: string) =>
  world.contracts.find(
    ({ story }) =>
      detailsOf(story).externalId === externalId && keeperOfStory(world, story) === keeperOf(who),
  );

function create(world: World, details: Details, who: Actor): Verdict {
  if (!isSound(world, details, null)) return refuse(422, 'validation_failed');
  if (!administers(who)) return refuse(403, 'forbidden');
  if (details.externalId !== null && findKept(world, who, details.externalId))
    return refuse(422, 'validation_failed');
  return accept(201, null, () => [{ type: 'contract.created', details }]);
}

function put(
  world: World,
  { details, externalId }: Of<'put' | 'create'>,
  who: Actor,
  today: string,
): Verdict {
  const kept = administers(who) ? findKept(world, who, externalId) : undefined;
  if (!isSound(world, details, kept?.id ?? null)) return refuse(422, 'validation_failed');
  if (!administers(who)) return refuse(403, 'forbidden');
  if (!kept) return accept(201, null, () => [{ type: 'contract.created', details }]);
  const stored = detailsOf(kept.story);
  const status = statusOn(kept.story, today);
  const changes = (...keys: ('kind' | 'alternant' | 'startsOn' | 'until' | 'continuationOf')[]) =>
    keys.some((key) => stored[key] !== details[key]);
  // What is put names the first ladder.
  const isFixed = changes('kind', 'alternant', 'continuationOf') || ladderOf(kept.story) !== 0;
  const isPinned = isFixed || changes('startsOn', 'until');
  const isRunning = ['signed', 'active', 'suspended'].includes(status);
  if (status !== 'draft' && isPinned)
    return refuse(409, isRunning && !isFixed ? 'amendment_required' : 'not_amendable');
  if (!isPinned && stored.hasRepresentative === details.hasRepresentative)
    return accept(200, kept.id, () => []);
  const signed = signedOn(kept.story);
  const alternant = actor(world, details.alternant);
  if (signed !== null && !details.hasRepresentative && isMinor(alternant.birthDate, signed))
    return refuse(409, 'legal_representative_missing');
  return accept(200, kept.id, () => [{ type: 'contract.amended', details }]);
}
