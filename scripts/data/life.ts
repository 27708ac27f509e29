import { addDays, ageOn, daysBetween, type Day, type Instant } from '../../src/kernel/days.js';
import type { MandateId, PersonId } from '../../src/kernel/ids.js';
import type { ContractDetails } from '../../src/features/contracts/contract-details.types.js';
import type { Ladder, Level } from '../../src/features/frameworks/frameworks.types.js';
import { REVOCATION_REASONS } from '../../src/features/ladder/facts.types.js';
import type { MandateRole } from '../../src/features/mandates/mandates.types.js';
import type { SignOffItem } from '../../src/features/sign-offs/facts/facts.types.js';
import { Chronicle, type RecordedSignOff } from './chronicle.js';
import type { Rows } from './copy.js';
import type { Random } from './random.js';
import type { Centre, Employer, Settlement } from './world.js';

/** The states of a hundred contracts, as a large centre has them. */
const STATES = { draft: 3, signed: 4, cancelled: 2, active: 64, suspended: 3, terminated: 7, diploma: 5, term: 12 };
type State = keyof typeof STATES;

interface Days {
  readonly signedOn: Day;
  readonly startsOn: Day;
  readonly until: Day;
  /** The last day on which something was seen; null: nothing was. */
  readonly lastSeen: Day | null;
}

export interface Scene {
  readonly rows: Rows;
  readonly random: Random;
  readonly settlement: Settlement;
  readonly ladders: readonly Ladder[];
  readonly today: Day;
}

interface Team {
  readonly tutor: PersonId;
  readonly tutorMandate: MandateId;
  readonly colleague: PersonId;
  readonly referent: PersonId;
  readonly referentMandate: MandateId;
}

/** One contract from its draft to where it stands today, with its alternant. */
export function generateLife(scene: Scene, centre: Centre, employer: Employer, tutor: PersonId, externalId: string): void {
  const { random, today } = scene;
  const state = random.weighted(STATES);
  const days = daysOf(state, random, today);
  const details = detailsOf(scene, centre, employer, days, externalId);
  const ladder = scene.ladders.find(({ id }) => id === details.ladderId);
  if (!ladder) throw new Error('A ladder that was not read.');
  const created = addDays(days.signedOn, -random.between(3, 15));
  const chronicle = new Chronicle(scene.rows, random, ladder, details, `${created}T08:00:00.000Z` as Instant);
  chronicle.step(centre.admin, 'created', null);
  const team = appoint(chronicle, random, centre, employer, tutor, days);
  if (state !== 'draft' && !(state === 'cancelled' && random.chance() < 0.5)) {
    chronicle.on(days.signedOn);
    chronicle.step(employer.hr, 'signed', days.signedOn);
  }
  if (days.lastSeen) progressThrough(chronicle, random, ladder, team, { ...days, lastSeen: days.lastSeen }, state);
  end(chronicle, state, centre, employer, days, today);
  chronicle.close();
}

function daysOf(state: State, random: Random, today: Day): Days {
  const length = random.oneOf([365, 365, 540, 730]);
  const term = (startsOn: Day, lastSeen: Day | null, until = addDays(startsOn, length)): Days => ({
    signedOn: addDays(startsOn, -random.between(5, 30)),
    startsOn,
    until,
    lastSeen,
  });
  switch (state) {
    case 'draft':
    case 'signed':
    case 'cancelled':
      return term(addDays(today, random.between(2, 4)), null);
    case 'active':
      return term(addDays(today, -random.between(10, length - 20)), addDays(today, -1));
    case 'suspended':
      return term(addDays(today, -random.between(60, length - 20)), addDays(today, -random.between(10, 40)));
    case 'terminated':
    case 'diploma': {
      const startsOn = addDays(today, -random.between(length - 60, length + 200));
      return term(startsOn, addDays(startsOn, random.between(60, length - 100)));
    }
    case 'term': {
      const startsOn = addDays(today, -random.between(length + 1, length + 400));
      return term(startsOn, addDays(startsOn, length - 10));
    }
  }
}

function detailsOf(
  { random, settlement, ladders }: Scene,
  centre: Centre,
  employer: Employer,
  { startsOn, until, signedOn }: Days,
  externalId: string,
): ContractDetails {
  const birthDate = addDays(signedOn, -random.between(5_900, 10_500));
  const isMinor = ageOn(birthDate, signedOn) < 18;
  return {
    kind: random.chance() < 0.85 ? 'apprenticeship' : 'professionalisation',
    alternantId: settlement.person('alternant', centre.id, birthDate),
    employerId: employer.id,
    trainingCentreId: centre.id,
    ladderId: random.oneOf(ladders).id,
    startsOn,
    until,
    externalId,
    continuationOf: null,
    legalRepresentative: isMinor
      ? { givenName: 'Dominique', familyName: 'Moreau', email: null, phone: '0240000000' }
      : null,
  };
}

function appoint(
  chronicle: Chronicle,
  random: Random,
  centre: Centre,
  { hr, colleague }: Employer,
  tutor: PersonId,
  { startsOn }: Days,
): Team {
  const referent = random.oneOf(centre.referents);
  const appointed = (by: PersonId, personId: PersonId, role: MandateRole) =>
    chronicle.mandate(by, { personId, role, from: startsOn, until: null, maxLevel: null, replaces: null, placementId: null });
  return {
    tutor,
    tutorMandate: appointed(hr, tutor, 'main_tutor'),
    colleague: (appointed(hr, colleague, random.chance() < 0.3 ? 'co_tutor' : 'observer'), colleague),
    referent,
    referentMandate: appointed(centre.admin, referent, 'referent'),
  };
}

function end(
  chronicle: Chronicle,
  state: State,
  centre: Centre,
  employer: Employer,
  { signedOn, lastSeen }: Days,
  today: Day,
): void {
  const after = addDays(lastSeen ?? signedOn, 3);
  const on = after < today ? after : today;
  chronicle.on(on === today ? addDays(today, -1) : on);
  if (state === 'cancelled') chronicle.step(employer.hr, 'cancelled', on);
  if (state === 'suspended') chronicle.step(employer.hr, 'suspended', on);
  if (state === 'terminated') chronicle.step(centre.admin, 'terminated', on, 'mutual_agreement');
  if (state === 'diploma') chronicle.step(centre.admin, 'completed', on, 'diploma_obtained');
}

type Action = (day: Day) => void;

/** From the first observation to where the contract stands: each thing on a day of its own, the last on `lastSeen`. */
function progressThrough(
  chronicle: Chronicle,
  random: Random,
  ladder: Ladder,
  team: Team,
  { startsOn, lastSeen }: { startsOn: Day; lastSeen: Day },
  state: State,
): void {
  const isOver = state === 'diploma' || state === 'term';
  const reached = isOver && random.chance() < 0.8 ? ladder.levels.length : random.between(0, ladder.levels.length - 1);
  const signed: RecordedSignOff[] = [];
  const actions = ladder.levels.slice(0, reached).flatMap((level) => wholeLevel(chronicle, random, level, team, signed));
  const current = ladder.levels[reached];
  if (current) actions.push(...beginningOf(chronicle, random, current, team, signed));
  if (random.chance() < 0.03) actions.push(mistakenObservation(chronicle, ladder, team));
  if (random.chance() < 0.06) actions.push(revocation(chronicle, random, team, signed));

  const room = daysBetween(startsOn, lastSeen) + 1;
  const done = actions.slice(0, room);
  const gap = Math.min(8, Math.floor(room / Math.max(done.length, 1)));
  done.forEach((act, index) => {
    const day = addDays(lastSeen, -(done.length - 1 - index) * gap);
    chronicle.on(day);
    act(day);
  });
}

/** Everything that a level asks for: seen, signed, decided. */
function wholeLevel(chronicle: Chronicle, random: Random, level: Level, team: Team, signed: RecordedSignOff[]): Action[] {
  return [
    ...sightings(chronicle, level, team),
    ...signings(chronicle, random, level, team, signed),
    ...decisions(chronicle, random, level, team),
  ];
}

/** All that must be seen beforehand, and some of the judgements: the others may be signed today. */
function beginningOf(chronicle: Chronicle, random: Random, level: Level, team: Team, signed: RecordedSignOff[]): Action[] {
  const all = signings(chronicle, random, level, team, signed);
  return [...sightings(chronicle, level, team), ...all.slice(0, random.between(0, all.length - 1))];
}

/** By the colleague, one round less than the quorum asks for: the tutor's own, when signing, is the last. */
function sightings(chronicle: Chronicle, level: Level, { colleague }: Team): Action[] {
  const rounds = Math.max(...level.requirements.map(({ quorum }) => quorum?.minObservations ?? 1)) - 1;
  return Array.from({ length: rounds }, () => groups(level, 6)).flat().map((competencies): Action => (day) => {
    chronicle.observe(
      colleague,
      day,
      competencies.map((competency) => ({ competency, level: level.code, outcome: 'performed', comment: null })),
    );
  });
}

function signings(chronicle: Chronicle, random: Random, level: Level, { tutor }: Team, signed: RecordedSignOff[]): Action[] {
  const judged = (competency: string, values: Partial<SignOffItem>): SignOffItem => ({
    competency, level: level.code, outcome: 'acquired', nextStep: null, reason: null, comment: null, ...values,
  });
  return groups(level, 3).flatMap((competencies): Action[] => {
    const acquire: Action = (day) => {
      signed.push(...chronicle.signOff(tutor, day, competencies.map((competency) => judged(competency, {}))));
    };
    const first = competencies[0] ?? '';
    const other = random.chance();
    if (other < 0.08) {
      const notYet = judged(first, { outcome: 'not_yet', nextStep: 'Reprendre avec une collègue', comment: 'Hésite encore' });
      return [(day) => void chronicle.signOff(tutor, day, [notYet]), acquire];
    }
    if (other < 0.1) {
      const unknown = judged(first, { outcome: 'cannot_assess', reason: 'Pas encore vu en situation' });
      return [(day) => void chronicle.signOff(tutor, day, [unknown]), acquire];
    }
    return [acquire];
  });
}

function decisions(chronicle: Chronicle, random: Random, level: Level, team: Team): Action[] {
  if (level.unlock === 'automatic') return [];
  let opened: string | null = null;
  const actions: Action[] = [
    () => (opened = chronicle.decide(team.tutor, team.tutorMandate, 'tutor', level.code)),
  ];
  if (random.chance() < 0.05) {
    const reason = 'Encore une semaine en binôme';
    actions.unshift(() => void chronicle.decide(team.tutor, team.tutorMandate, 'tutor', level.code, { decision: 'decline', reason }));
  }
  if (level.unlock === 'cosigned')
    actions.push(() => void chronicle.decide(team.referent, team.referentMandate, 'referent', level.code, { cosigns: opened }));
  return actions;
}

function mistakenObservation(chronicle: Chronicle, { levels: [first] }: Ladder, { colleague }: Team): Action {
  return (day) => {
    const competency = first?.requirements[0]?.competency ?? '';
    const observation = chronicle.observe(colleague, day, [
      { competency, level: first?.code ?? '', outcome: 'needs_practice', comment: null },
    ]);
    chronicle.withdraw(colleague, observation, 'Saisie sur le mauvais contrat');
  };
}

function revocation(chronicle: Chronicle, random: Random, { tutor }: Team, signed: readonly RecordedSignOff[]): Action {
  return () => {
    if (signed.length === 0) return;
    chronicle.revoke(tutor, random.oneOf(signed), random.oneOf(REVOCATION_REASONS), 'Geste à revoir depuis le stage');
  };
}

function groups({ requirements }: Level, size: number): string[][] {
  const codes = requirements.map(({ competency }) => competency);
  return Array.from({ length: Math.ceil(codes.length / size) }, (_, at) => codes.slice(at * size, (at + 1) * size));
}
