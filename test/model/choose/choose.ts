import fc from 'fast-check';
import { chooseRequest } from './choose-requests.js';
import { chooseCorrection, CORRECTIONS } from './choose-corrections.js';
import { chooseDispute } from './choose-dispute.js';
import { VERBS, type Command, type Verb } from '../commands.js';
import {
  actsOf,
  decidingMandate,
  detailsOf,
  heldUntil,
  isCancelled,
  mainTutor,
  mandatesOf,
  signedOn,
  statusOn,
  suspensionsOf,
  TUTORS,
} from '../contract.js';
import { all, isWithin, plus, type Details, type Outcome, type Role, type Story } from '../facts.js';
import {
  currentIndex,
  evidence,
  halfSignature,
  isAcquired,
  isEnough,
  longAbsence,
  statuses,
} from '../progress.js';
import { ladderOf } from '../judge/judge-move.js';
import type { World } from '../world.js';

/** Dice for one command: what is aimed at, and numbers that choose among what the world holds by then. */
const dice = fc.record({
  aim: fc.oneof(
    { weight: 11, arbitrary: fc.constant('achieve' as const) },
    { weight: 10, arbitrary: fc.constantFrom('signOff', 'shift', 'observe', 'revoke', 'decide', 'assign') },
    { weight: 5, arbitrary: fc.constantFrom('ask', 'ask', 'claim', 'answer', 'answer', 'callOff') },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        ...([
          'withdraw',
          'open',
          'end',
          'absence',
          'resumption',
          'attest',
          'attest',
          'unattest',
          'move',
        ] as const),
      ),
    },
    {
      weight: 4,
      arbitrary: fc.constantFrom('correctStep' as const, 'withdrawStep' as const, ...CORRECTIONS),
    },
    { weight: 3, arbitrary: fc.constantFrom('write', 'write', 'acknowledge', 'withdrawEntry') },
    { weight: 3, arbitrary: fc.constantFrom('raise', 'review', 'review', 'assess') },
    { weight: 3, arbitrary: fc.constantFrom('create', 'put', ...VERBS) },
    { weight: 6, arbitrary: fc.constantFrom('dispute', 'dispute', 'rule', 'rule', 'withdrawDispute') },
  ),
  contract: fc.nat(9),
  isFit: fc.nat(9).map((n) => n < 7),
  n: fc.array(fc.nat(9999), { minLength: 12, maxLength: 12 }),
});
export type Dice = typeof dice extends fc.Arbitrary<infer T> ? T : never;

/** How long until the next command: mostly moments, at times days, seldom months. */
const pause = fc.oneof(
  { weight: 60, arbitrary: fc.integer({ min: 1, max: 9000 }).map((seconds) => ({ seconds, days: 0 })) },
  { weight: 25, arbitrary: fc.integer({ min: 1, max: 3 }).map((days) => ({ seconds: 61, days })) },
  { weight: 4, arbitrary: fc.integer({ min: 5, max: 32 }).map((days) => ({ seconds: 1, days })) },
  { weight: 1, arbitrary: fc.integer({ min: 60, max: 130 }).map((days) => ({ seconds: 1, days })) },
);

const step = fc.record({
  pause,
  together: fc.oneof(
    { weight: 4, arbitrary: fc.array(dice, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(dice, { minLength: 2, maxLength: 4 }) },
  ),
  /** Whether everything is read and compared after this step. */
  isRead: fc.nat(11).map((n) => n === 0),
});

/** One history: where it starts, its ladder, its steps. */
export const history = fc.record({
  startsAt: fc
    .integer({ min: 0, max: 360 })
    .map((days) => `${plus('2026-03-12', days)}T21:3${days % 10}:00.000Z`),
  ladder: fc.constantFrom(0, 0, 1, 2, 3),
  steps: fc.array(step, { minLength: 40, maxLength: 70, size: 'max' }),
});
export type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

/** Takes numbers from the dice, one after the other. */
export class Choice {
  private at = 0;

  constructor(
    private readonly numbers: readonly number[],
    readonly world: World,
    readonly today: string,
  ) {}

  number(below: number): number {
    return (this.numbers[this.at++ % this.numbers.length] ?? 0) % below;
  }

  of<T>(list: readonly T[]): T {
    return list[this.number(list.length)] as T;
  }

  day(least: number, most: number): string {
    return plus(this.today, least + this.number(most - least + 1));
  }

  someone(): string {
    return this.of(this.world.cast).name;
  }
}

/** Turns dice into a command on the world as it is; null: there is nothing yet that it could be about. */
export function choose(world: World, { aim, contract, isFit, n }: Dice, today: string): Command | null {
  const choice = new Choice(n, world, today);
  const running = world.contracts.filter(
    ({ story }) => !['completed', 'terminated', 'cancelled'].includes(statusOn(story, today)),
  );
  const of = running.length > 0 && (isFit || choice.number(2) === 0) ? running : world.contracts;
  const wanted = contract < 6 ? of[0] : of[contract % Math.max(of.length, 1)];
  if (aim === 'create' || !wanted || (running.length < 1 && aim === 'achieve')) return create(choice, isFit);
  if (running.length < 2 && aim === 'achieve' && contract === 9) return create(choice, isFit);
  // What is put right was done before, also where all is over.
  const acted = world.contracts.filter((one) => actsOf(one.story).some(({ isWithdrawn }) => !isWithdrawn));
  const isAboutSteps = aim === 'correctStep' || aim === 'withdrawStep';
  const { id, story } = isAboutSteps && acted.length > 0 ? choice.of(acted) : wanted;
  const command = aim === 'achieve' ? achieve(choice, id, story) : build(choice, aim, id, story, isFit);
  return command ?? achieve(choice, id, story);
}

function create(choice: Choice, isFit: boolean): Command {
  const { world } = choice;
  const ended = world.contracts.filter(({ story }) => statusOn(story, choice.today) === 'completed');
  const known = isFit ? ended : world.contracts;
  const continued = known.length > 0 && choice.number(2) === 0 ? choice.of(known) : null;
  const startsOn = choice.day(-20, 8);
  const externalId = choice.number(4) === 0 ? `X${choice.number(3)}` : null;
  const isTaken = ({ id }: { id: string }) =>
    world.contracts.some(
      ({ story }) => detailsOf(story).alternant === id && !isCancelled(story) && heldUntil(story) > startsOn,
    );
  const free = world.cast.slice(0, 3).filter((one) => !isTaken(one));
  const alternant = choice.of(isFit && free.length > 0 ? free : world.cast.slice(0, 3)).id;
  const details: Details = {
    kind: choice.number(4) === 0 ? 'professionalisation' : 'apprenticeship',
    alternant: continued && isFit ? detailsOf(continued.story).alternant : alternant,
    startsOn,
    until: plus(startsOn, isFit ? 200 + choice.number(400) : choice.number(90) - 5),
    continuationOf: continued?.id ?? null,
    hasRepresentative: isFit || choice.number(2) === 0,
    externalId,
  };
  const by = isFit ? choice.of(['hr', 'admin', 'client']) : choice.someone();
  return { kind: 'create', by, details, externalId: externalId ?? '' };
}

/** The next thing that a good team does. */
function achieve(choice: Choice, contract: string, story: Story): Command {
  const { today } = choice;
  const hr = choice.of(['hr', 'client']);
  const act = (kind: Verb, by: string): Command => ({
    kind,
    by,
    contract,
    on: null,
    cause: null,
    initiator: null,
  });
  const { startsOn, alternant } = detailsOf(story);
  const day = today < startsOn || signedOn(story) === null ? startsOn : today;
  const open = (role: Role, person: string, by: string): Command => {
    const from = signedOn(story) === null ? startsOn : day;
    return { kind: 'open', by, contract, person, role, from, to: null, maxLevel: null, replaces: null };
  };
  const status = statusOn(story, today);
  if (!mainTutor(story, day)) return open('main_tutor', choice.of(['tess', 'theo', 'tina']), hr);
  const rivals = choice.world.contracts.filter(
    (one) =>
      one.id !== contract &&
      signedOn(one.story) !== null &&
      !isCancelled(one.story) &&
      detailsOf(one.story).alternant === alternant &&
      heldUntil(one.story) > startsOn,
  );
  const administrator = choice.of(['hr', 'admin', 'client']);
  if (status === 'draft')
    return act(rivals.length > 0 && choice.number(3) > 0 ? 'cancel' : 'sign', administrator);
  const team = mandatesOf(story).filter((one) => isWithin(one, day));
  if (!team.some(({ role }) => role === 'referent'))
    return open('referent', choice.of(['rose', 'both']), 'admin');
  const others = team.filter(({ role }) => role === 'observer' || role === 'co_tutor');
  if (others.length === 0)
    return choice.number(2) === 0
      ? open(
          'observer',
          choice.of(['auditor', 'admin', 'rose', 'nora'].filter((one) => named(choice, one) !== alternant)),
          'admin',
        )
      : open('co_tutor', choice.of(['tess', 'theo', 'tina', 'both']), hr);
  if (status === 'suspended') {
    const days = choice.number(3) === 0 ? 0 : 1;
    const from = suspensionsOf(story).at(-1)?.from ?? today;
    return {
      ...act('resume', 'hr'),
      on: days && plus(from, 95) < detailsOf(story).until ? plus(from, 95) : null,
    } as Command;
  }
  return study(choice, contract, story);
}

const named = (choice: Choice, name: string) => choice.world.cast.find((one) => one.name === name)?.id ?? '';

/** What the current level lacks: seen, signed or decided. */
function study(choice: Choice, contract: string, story: Story): Command {
  const { world, today } = choice;
  const { ladder } = world;
  const level = ladder.levels[currentIndex(ladder, story)];
  if (!level) throw new Error('A ladder has levels.');
  const tutor = mainTutor(story, today)?.person ?? 'tess';
  if (choice.number(3) === 0) {
    const contest = chooseDispute(choice, choice.of(['dispute', 'rule']), contract, story, true);
    if (contest) return contest;
  }
  if (longAbsence(story, today) && choice.number(2) === 0)
    return { kind: 'resumption', by: tutor, contract, on: null };
  const isReady = ['ready', 'achieved'].includes(statuses(ladder, story)[currentIndex(ladder, story)] ?? '');
  if (isReady) {
    const half = halfSignature(ladder, story, level);
    const referent = mandatesOf(story).find((one) => one.role === 'referent' && isWithin(one, today));
    const by = half ? (referent?.person ?? tutor) : tutor;
    return { kind: 'decide', by, contract, level: level.code, decision: 'open', reason: null };
  }
  const lacking = level.requirements.filter(
    ({ competency }) => !isAcquired(ladder, story, level.code, competency),
  );
  const days = { observedOn: today, signedOn: today };
  const unseen = lacking.filter(({ competency }) => {
    const found = evidence(ladder, story, level.code, competency, days);
    return !isEnough(found);
  });
  const items = (of: typeof lacking, outcome: string) =>
    of.map(({ competency }) => ({ competency, level: level.code, outcome }));
  if (unseen.length === 0 || choice.number(4) === 0) {
    const signs = items(lacking, 'acquired') as { competency: string; level: string; outcome: Outcome }[];
    if (choice.number(3) === 0) {
      const sent = (of: string, items: typeof signs) =>
        items.map((one) => ({
          ...one,
          clientId: `${one.competency}-${choice.number(9999)}`,
          contract: of,
          observedOn: today,
          observation: true,
        }));
      const elsewhere = world.contracts.find(
        (one) => one.id !== contract && mandatesOf(one.story).some(({ person }) => person === tutor),
      );
      const there = elsewhere && ladder.levels[currentIndex(ladder, elsewhere.story)];
      const more = there?.requirements.map(({ competency }) => ({
        competency,
        level: there.code,
        outcome: 'acquired' as const,
      }));
      return {
        kind: 'shift',
        by: tutor,
        contract,
        items: [...sent(contract, signs), ...(elsewhere && more ? sent(elsewhere.id, more) : [])],
      };
    }
    return { kind: 'signOff', by: tutor, contract, observedOn: today, observation: true, items: signs };
  }
  const observers = mandatesOf(story).filter((one) => isWithin(one, today));
  const by = choice.of(observers)?.person ?? tutor;
  return { kind: 'observe', by, contract, observedOn: today, items: items(unseen, 'performed') };
}

/** Anything, half of the time by somebody and on days that fit. */
function build(
  choice: Choice,
  aim: Dice['aim'],
  contract: string,
  story: Story,
  isFit: boolean,
): Command | null {
  const { world, today } = choice;
  const { ladder } = world;
  const team = mandatesOf(story).filter((one) => isWithin(one, today));
  const tutors = team.filter(({ role }) => TUTORS.includes(role));
  const fitting = (of: readonly { person: string }[], fallback = 'tess') =>
    isFit && of.length > 0 ? choice.of(of).person : isFit ? fallback : choice.someone();
  const level = () =>
    isFit && choice.number(3) > 0
      ? (ladder.levels[currentIndex(ladder, story)]?.code ?? '')
      : choice.of([...ladder.levels.map(({ code }) => code), ...(isFit ? [] : ['nine'])]);
  const competency = () => choice.of(isFit ? ['A', 'B', 'C'] : ['A', 'B', 'C', 'Z']);
  const admin = isFit ? choice.of(['hr', 'admin', 'client']) : choice.someone();
  const past = () => (choice.number(2) === 0 ? today : choice.day(isFit ? -12 : -45, isFit ? 0 : 1));
  const items = <T extends string>(outcomes: readonly T[]) =>
    Array.from({ length: 1 + choice.number(3) }, () => ({
      competency: competency(),
      level: level(),
      outcome: choice.of(outcomes),
    }));
  switch (aim) {
    case 'observe': {
      const observers = isFit && choice.number(3) > 0 ? team : mandatesOf(story);
      const outcomes = ['performed', 'performed', 'performed', 'needs_practice', 'unsafe'];
      return {
        kind: 'observe',
        by: fitting(observers),
        contract,
        observedOn: past(),
        items: items(outcomes),
      };
    }
    case 'signOff': {
      const outcomes = ['acquired', 'acquired', 'acquired', 'not_yet', 'cannot_assess'] as const;
      const observation = choice.number(3) > 0;
      return {
        kind: 'signOff',
        by: fitting(tutors),
        contract,
        observedOn: past(),
        observation,
        items: items(outcomes),
      };
    }
    case 'shift': {
      const by = fitting(tutors);
      const sent = all(story, 'sign_off.recorded').flatMap((one) => (one.sent ? [one.sent] : []));
      const outcomes = ['acquired', 'acquired', 'not_yet', 'cannot_assess'] as const;
      const written = Array.from({ length: 1 + choice.number(4) }, () =>
        sent.length > 0 && choice.number(3) === 0
          ? choice.of(sent)
          : {
              clientId: `sent-${choice.number(20)}`,
              contract: choice.number(3) === 0 ? choice.of(world.contracts).id : contract,
              observedOn: past(),
              observation: choice.number(3) > 0,
              competency: competency(),
              level: level(),
              outcome: choice.of(outcomes),
            },
      );
      return { kind: 'shift', by, contract, items: written };
    }
    case 'raise': {
      const known = [...ladder.missions.map(({ code }) => code), ...(isFit ? [] : ['none'])];
      const missions = [...new Set([choice.of(known), choice.of(known)])];
      const severity = choice.number(4) === 0 ? 'low' : 'high';
      return { kind: 'raise', by: fitting(team), contract, severity, missions };
    }
    case 'review': {
      const reviewed = all(story, 'concern.reviewed').map((one) => one.concern);
      const concerns = all(story, 'concern.raised').filter(({ id }) => !isFit || !reviewed.includes(id));
      if (concerns.length === 0) return null;
      const reviewers = team.filter(({ role }) => ['main_tutor', 'co_tutor', 'referent'].includes(role));
      return { kind: 'review', by: fitting(reviewers), contract, concern: choice.of(concerns).id };
    }
    case 'assess': {
      const ratings = ['not_yet', 'with_help', 'alone'];
      const stated = items(ratings).map(({ outcome: rating, ...pair }) => ({ ...pair, rating }));
      const by = isFit ? detailsOf(story).alternant : choice.someone();
      return { kind: 'assess', by, contract, on: past(), items: stated };
    }
    case 'move': {
      const by = isFit ? 'admin' : choice.someone();
      const from = ladderOf(story);
      const mapping = isFit && choice.number(5) > 0 ? from : choice.of([0, 1] as const);
      return { kind: 'move', by, contract, mapping, dryRun: choice.number(3) === 0 };
    }
    case 'withdraw': {
      const seen = all(story, 'observation.recorded');
      if (seen.length === 0) return null;
      const one = choice.of(seen);
      const by = isFit ? one.by : choice.someone();
      return { kind: 'withdraw', by, contract, observation: one.id, item: null };
    }
    case 'revoke': {
      const signed = all(story, 'sign_off.recorded');
      const acquired = signed.filter((one) => isAcquired(ladder, story, one.level, one.competency));
      const among = isFit && choice.number(4) > 0 && acquired.length > 0 ? acquired.slice(-4) : signed;
      if (among.length === 0) return null;
      const reasonCode = choice.of(['safety', 'lost_practice', 'entered_in_error', 'wrong_person', 'other']);
      const dryRun = choice.number(3) > 0;
      return {
        kind: 'revoke',
        by: fitting(team),
        contract,
        signOff: choice.of(among).id,
        reasonCode,
        dryRun,
      };
    }
    case 'decide': {
      const deciders = team.filter(({ person }) =>
        (['tutor', 'referent'] as const).some((as) => decidingMandate(story, person, as, today)),
      );
      const decision = choice.of(['open', 'open', 'open', 'decline'] as const);
      const reason = decision === 'decline' && choice.number(5) > 0 ? 'Raison' : null;
      return { kind: 'decide', by: fitting(deciders), contract, level: level(), decision, reason };
    }
    case 'assign': {
      const mission = choice.of([...ladder.missions.map(({ code }) => code), ...(isFit ? [] : ['none'])]);
      const from = choice.day(isFit ? 0 : -30, isFit ? 5 : 500);
      const to = choice.number(2) === 0 ? plus(from, choice.number(30) - 2) : null;
      return { kind: 'assign', by: fitting(tutors), contract, mission, from, to };
    }
    case 'write': {
      const mission = choice.of([...ladder.missions.map(({ code }) => code), ...(isFit ? [] : ['none'])]);
      const by = isFit ? detailsOf(story).alternant : choice.someone();
      const minutes = choice.of([30, 90, 480, 1380, 1440, 1500]);
      return { kind: 'write', by, contract, on: past(), mission, minutes };
    }
    case 'acknowledge':
    case 'withdrawEntry': {
      const entries = all(story, 'journal_entry.recorded');
      if (entries.length === 0) return null;
      const { id: entry } = choice.of(isFit ? entries.slice(-3) : entries);
      const own = isFit ? detailsOf(story).alternant : choice.someone();
      return { kind: aim, by: aim === 'withdrawEntry' ? own : fitting(tutors), contract, entry };
    }
    case 'attest': {
      const prerequisite = choice.of(['card', 'card', 'licence', ...(isFit ? [] : ['unknown'])]);
      const from = choice.day(-60, 20);
      const to = choice.number(3) > 0 ? plus(from, choice.number(120) - (isFit ? 0 : 2)) : null;
      const by = isFit ? choice.of([admin, fitting(team)]) : choice.someone();
      return { kind: 'attest', by, contract, prerequisite, from, to };
    }
    case 'unattest': {
      const attested = all(story, 'attestation.recorded');
      if (attested.length === 0) return null;
      const by = isFit ? choice.of([admin, fitting(team)]) : choice.someone();
      return { kind: 'unattest', by, contract, attestation: choice.of(attested).id };
    }
    case 'correctStep':
    case 'withdrawStep':
    case 'withdrawItem':
    case 'endAbsence':
    case 'endAssignment':
    case 'withdrawResumption':
      return chooseCorrection(choice, aim, contract, story, { isFit, admin, tutor: fitting(tutors) });
    case 'resumption':
      return { kind: 'resumption', by: fitting(tutors), contract, on: choice.number(2) ? past() : null };
    case 'ask':
    case 'claim':
    case 'answer':
    case 'callOff':
      return chooseRequest(choice, ladder, aim, contract, story, isFit);
    case 'dispute':
    case 'rule':
    case 'withdrawDispute':
      return chooseDispute(choice, aim, contract, story, isFit);
    case 'open':
      return openSome(choice, contract, story, isFit, admin);
    case 'end':
    case 'absence': {
      const mandates = isFit && team.length > 0 ? team : mandatesOf(story);
      if (mandates.length === 0) return null;
      const { id: mandate, person, role } = choice.of(mandates);
      const giver = role === 'referent' ? 'admin' : 'hr';
      if (aim === 'end')
        return {
          kind: 'end',
          by: isFit ? giver : choice.someone(),
          contract,
          mandate,
          on: choice.number(2) ? choice.day(-3, 9) : null,
        };
      const from = choice.day(-2, 3);
      const by = isFit ? choice.of([person, 'hr', 'admin', 'client']) : choice.someone();
      return { kind: 'absence', by, contract, mandate, from, to: plus(from, choice.number(15) - 1) };
    }
    case 'put': {
      const stored = detailsOf(story);
      if (stored.externalId === null) return null;
      const kept = isFit
        ? stored
        : { ...stored, startsOn: choice.day(-20, 20), kind: 'apprenticeship' as const };
      const alternant = choice.number(5) === 0 ? choice.of(world.cast.slice(0, 3)).id : stored.alternant;
      const details = {
        ...kept,
        alternant,
        hasRepresentative: choice.number(2) === 0,
        until: choice.number(3) ? stored.until : plus(stored.until, 3),
      };
      const keeper = story[0]?.by ?? '';
      return {
        kind: 'put',
        by: isFit ? keeper : admin,
        details,
        externalId: stored.externalId,
      };
    }
    default:
      return actSome(choice, aim as Verb, contract, story, admin);
  }
}

function openSome(choice: Choice, contract: string, story: Story, isFit: boolean, admin: string): Command {
  const { world, today } = choice;
  const role = choice.of(['main_tutor', 'co_tutor', 'substitute', 'observer', 'referent'] as const);
  const people = {
    referent: ['rose', 'both', 'admin'],
    observer: ['nora', 'alma', 'auditor', 'rose', 'theo'],
  };
  const fit =
    role === 'referent' || role === 'observer'
      ? people[role]
      : ['tess', 'theo', 'tina', 'both', 'young', 'hr'];
  const earlier = mandatesOf(story)
    .filter((one) => one.role === role && isWithin(one, today))
    .at(-1);
  const replaces = role === 'main_tutor' || choice.number(3) === 0 ? earlier : undefined;
  const from = choice.number(2) === 0 ? today : choice.day(isFit ? -7 : -12, 6);
  const levels = world.ladder.levels.map(({ code }) => code);
  return {
    kind: 'open',
    by: isFit ? (role === 'referent' ? 'admin' : 'hr') : admin,
    contract,
    person: isFit ? choice.of(fit) : choice.someone(),
    role,
    from,
    to: choice.number(3) === 0 ? plus(from, choice.number(40) - (isFit ? 0 : 2)) : null,
    maxLevel: role === 'substitute' || choice.number(8) === 0 ? choice.of(levels) : null,
    replaces: isFit || choice.number(2) ? (replaces?.id ?? null) : (choice.of(mandatesOf(story))?.id ?? null),
  };
}

function actSome(choice: Choice, kind: Verb, contract: string, story: Story, admin: string): Command {
  const last = suspensionsOf(story).at(-1);
  // On the very day of the return, she may leave again.
  const again = kind === 'suspend' && last?.until && choice.number(2) === 0 ? last.until : null;
  const on = again ?? (choice.number(3) === 0 ? null : choice.day(-60, 60));
  const isEnd = kind === 'terminate' || kind === 'complete';
  return {
    kind,
    by: admin,
    contract,
    on,
    cause:
      kind === 'terminate'
        ? choice.of(['trial_period', 'other', null])
        : isEnd
          ? choice.of(['diploma_obtained', 'other', null])
          : null,
    initiator: kind === 'terminate' ? 'both' : null,
  };
}
