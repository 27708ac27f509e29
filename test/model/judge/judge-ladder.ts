import type { Of } from '../commands.js';
import {
  decidingMandate,
  detailsOf,
  held,
  isActiveOn,
  mainTutor,
  mandatesOf,
  statusOn,
  TUTORS,
} from '../contract.js';
import { all, between, dayOf, isWithin, plus, type DomainEvent, type Pair, type Story } from '../facts.js';
import {
  entitlement,
  closedAll,
  evidence,
  halfSignature,
  impact,
  isAcquired,
  isEnough,
  isLate,
  hasSeen,
  longAbsence,
  progress,
  stillStated,
  statusOf,
  view,
  withdrawnWith,
} from '../progress.js';
import { accept, refuse, type Verdict } from '../verdicts.js';
import { actor, earlierOf, isMember, storyOf, STRUCTURE, record, type Actor, type World } from '../world.js';

type Asked<K extends 'observe' | 'withdraw' | 'signOff' | 'revoke' | 'decide' | 'resumption' | 'assign'> = {
  readonly world: World;
  readonly story: Story;
  readonly command: Of<K>;
  readonly who: Actor;
  readonly at: string;
  readonly today: string;
};

export function judgeLadder(
  world: World,
  command: Of<'observe' | 'withdraw' | 'signOff' | 'revoke' | 'decide' | 'resumption' | 'assign'>,
  who: Actor,
  at: string,
  today: string,
): Verdict {
  const asked = { world, story: storyOf(world, command.contract), who, at, today };
  switch (command.kind) {
    case 'observe':
      return observe({ ...asked, command });
    case 'withdraw':
      return withdraw({ ...asked, command });
    case 'signOff':
      return signOff({ ...asked, command });
    case 'revoke':
      return revoke({ ...asked, command });
    case 'decide':
      return decide({ ...asked, command });
    case 'resumption':
      return resumption({ ...asked, command });
    case 'assign':
      return assign({ ...asked, command });
  }
}

const inactive = (story: Story, day: string) =>
  refuse(409, 'contract_not_active', { currentStatus: statusOn(story, day) });

const isRepeated = (items: readonly { competency: string; level: string }[]) =>
  new Set(items.map(({ competency, level }) => `${competency} ${level}`)).size < items.length;

/** Any mandate on that day, ended for less than 30 days; on an active day of a contract ended for less than that. */
function observe({ world, story, command, who, today }: Asked<'observe'>): Verdict {
  const { observedOn, items } = command;
  const used = world.ladder.levels.flatMap((one) => one.requirements.map(({ competency }) => competency));
  const isKnown = items.every(
    ({ level, competency }) =>
      world.ladder.levels.some(({ code }) => code === level) &&
      [...used, ...world.ladder.missions.flatMap(({ competencies }) => competencies)].includes(competency),
  );
  if (!isKnown || isRepeated(items)) return refuse(422, 'validation_failed');
  const mandates = held(story, who.id, observedOn).filter(
    ({ until, role }) => (until === null || between(until, today) < 30) && isMember(who, role, today),
  );
  if (mandates.length === 0 || who.id === detailsOf(story).alternant) return refuse(403, 'mandate_missing');
  if (!isActiveOn(story, observedOn)) return inactive(story, observedOn);
  if (isLate(story, today)) return inactive(story, today);
  return accept(
    201,
    command.contract,
    (body) => [{ type: 'observation.recorded', id: body.id, observedOn, items }],
    (_, body) => [
      [
        body.items.map((item: { beyondEntitlement: boolean }) => item.beyondEntitlement),
        items.map(({ level }) => statusOf(world.ladder, story, level) === 'locked'),
      ],
    ],
  );
}

/** By its author, as long as they are a member, or the main tutor of today, once. */
function withdraw({ story, command, who, today }: Asked<'withdraw'>): Verdict {
  const seen = all(story, 'observation.recorded').find(({ id }) => id === command.observation);
  const { item } = command;
  const isItem = (one: Pair) => one.level === item?.level && one.competency === item.competency;
  if (item && !seen?.items.some(isItem)) return refuse(422, 'validation_failed');
  const isAuthor =
    seen?.by === who.id &&
    mandatesOf(story).some(({ person, role }) => person === who.id && isMember(who, role, today));
  if (!isAuthor && mainTutor(story, today)?.person !== who.id) return refuse(403, 'mandate_missing');
  const left = stillStated(story, command.observation);
  if (item ? !left.some(isItem) : left.length === 0) return refuse(409, 'already_withdrawn');
  return accept(
    201,
    command.contract,
    () => [{ type: 'observation.withdrawn', observation: command.observation, ...(item ? { item } : {}) }],
    (after, body) => [
      [
        body.observation.withdrawn,
        stillStated(storyOf(after, command.contract), command.observation).length === 0,
      ],
    ],
  );
}

/** A tutor's mandate up to that level on both days, both active; then each item against the ladder. */
function signOff({ world, story, command, who, at, today }: Asked<'signOff'>): Verdict {
  const { ladder } = world;
  const { observedOn, items } = command;
  const rank = (code: string) => ladder.levels.findIndex((level) => level.code === code);
  const isRequired = items.every(({ level, competency }) =>
    ladder.levels[rank(level)]?.requirements.some((one) => one.competency === competency),
  );
  if (!isRequired || isRepeated(items)) return refuse(422, 'validation_failed');
  const covers = (day: string, level: string) =>
    held(story, who.id, day).some(
      ({ role, maxLevel }) => TUTORS.includes(role) && (maxLevel === null || rank(level) <= rank(maxLevel)),
    );
  const isCovered = items.every(({ level }) => covers(observedOn, level) && covers(today, level));
  if (!isCovered || who.id === detailsOf(story).alternant) return refuse(403, 'mandate_missing');
  if (!isActiveOn(story, today)) return inactive(story, today);
  if (!isActiveOn(story, observedOn)) return inactive(story, observedOn);

  const seen = items.filter(({ outcome }) => outcome !== 'cannot_assess');
  const withObservation = command.observation && seen.length > 0;
  const observation = (id: string): DomainEvent => ({
    type: 'observation.recorded',
    id,
    observedOn,
    items: seen.map(({ competency, level, outcome }) => ({
      competency,
      level,
      outcome: outcome === 'acquired' ? 'performed' : 'needs_practice',
    })),
  });
  const before: Story = withObservation ? [...story, { ...observation('now'), by: who.id, at }] : story;
  const earlier = earlierOf(world, command.contract);
  const codes = items.map(({ level, competency, outcome }) => {
    if (statusOf(ladder, before, level) === 'locked') return 'level_locked';
    if (outcome === 'cannot_assess') return null;
    if (isAcquired(ladder, before, level, competency)) return 'already_acquired';
    if (outcome === 'not_yet') return null;
    const days = { observedOn, signedOn: today };
    const found = evidence(ladder, before, level, competency, days, earlier);
    // Under a contract that continues another, whoever signs must have seen it here.
    const isSeen = earlier.length === 0 || hasSeen(ladder, before, level, competency, days, who.id);
    return isEnough(found) && isSeen ? null : 'quorum_not_met';
  });
  const ORDER = ['level_locked', 'already_acquired', 'quorum_not_met'] as const;
  const first = ORDER.find((code) => codes.includes(code));
  if (first) {
    const errors = codes.flatMap((code, index) => (code ? [`/items/${index} ${code}`] : []));
    return refuse(409, first, { errors });
  }
  return accept(
    201,
    command.contract,
    (body) => {
      const id = withObservation ? body.signOffs[0].observationId : null;
      return [
        ...(withObservation ? [observation(id)] : []),
        ...items.map((item, index): DomainEvent => {
          return { type: 'sign_off.recorded', id: body.signOffs[index].id, ...item, observation: id };
        }),
      ];
    },
    (after, body) => [[body.ladder, view(ladder, storyOf(after, command.contract), at, earlier)]],
  );
}

/** A tutor, whatever their highest level, or the referent; only what stands is revoked. */
function revoke({ world, story, command, who, at, today }: Asked<'revoke'>): Verdict {
  const { signOff: id, reasonCode, dryRun } = command;
  const named = all(story, 'sign_off.recorded').find((one) => one.id === id);
  if (!named) return refuse(404, 'not_found');
  const isTeam = held(story, who.id, today).some(({ role }) => role !== 'observer');
  if (!isTeam || who.id === detailsOf(story).alternant) return refuse(403, 'mandate_missing');
  if (progress(world.ladder, story, named.level, named.competency).stands?.id !== id)
    return refuse(409, 'not_effective');
  const revocation = { type: 'sign_off.revoked' as const, id: 'now', signOff: id, reasonCode };
  const observation = withdrawnWith(story, id, reasonCode);
  const facts = (revocationId: string): DomainEvent[] => [
    { ...revocation, id: revocationId },
    ...(observation === null
      ? []
      : [{ type: 'observation.withdrawn' as const, observation, revocation: revocationId }]),
  ];
  const after = storyOf(record(world, command.contract, facts('now'), who.id, at), command.contract);
  const shown = view(world.ladder, after, at, earlierOf(world, command.contract));
  return accept(
    dryRun ? 200 : 201,
    command.contract,
    (body) => (dryRun ? [] : facts(body.revocation.id)),
    (_, body) => [
      [body.ladder, dryRun ? { ...shown, sequence: story.length } : shown],
      [
        {
          levels: body.impact.levels,
          missions: body.impact.missions,
          assignments: body.impact.assignments.map((one: { assignmentId: string }) => one.assignmentId),
          signOffs: body.impact.signOffs.map(({ signOffId, effect }: Record<string, string>) => ({
            signOffId,
            effect,
          })),
        },
        impact(world.ladder, story, after, today, {
          birthDate: actor(world, detailsOf(story).alternant).birthDate,
          structureType: STRUCTURE,
        }),
      ],
    ],
  );
}

/** A half-signature waits 30 days for another person, while its author keeps the mandate. */
function decide({ world, story, command, who, at, today }: Asked<'decide'>): Verdict {
  const { ladder } = world;
  const { level: code, decision } = command;
  const level = ladder.levels.find((one) => one.code === code);
  if (!level) return refuse(422, 'validation_failed');
  const tutor = decidingMandate(story, who.id, 'tutor', today);
  const referent =
    level.unlock === 'cosigned' ? decidingMandate(story, who.id, 'referent', today) : undefined;
  if (!tutor && !referent) return refuse(403, 'mandate_missing');
  if (!isActiveOn(story, today)) return inactive(story, today);
  if (level.unlock === 'automatic') return refuse(409, 'decision_not_needed');
  const status = statusOf(ladder, story, code);
  if (status !== 'ready') return refuse(409, 'level_not_ready', { currentStatus: status });

  const half = halfSignature(ladder, story, level);
  const isWaiting =
    half !== null &&
    between(dayOf(half.at), today) <= 30 &&
    mandatesOf(story).some((one) => one.id === half.mandate && isWithin(one, today));
  const done = (capacity: 'tutor' | 'referent', mandate: string) =>
    accept(
      201,
      command.contract,
      (body) => [{ type: 'level_decision.recorded', id: body.id, level: code, decision, capacity, mandate }],
      (after, body) => [
        [body.ladder, view(ladder, storyOf(after, command.contract), at, earlierOf(after, command.contract))],
        [body.capacity, capacity],
      ],
    );
  if (decision === 'open' && isWaiting) {
    if (half.by === who.id) return refuse(409, 'cosigner_not_distinct');
    if (referent) return done('referent', referent.id);
  }
  if (tutor) return done('tutor', tutor.id);
  return referent && decision === 'decline' ? done('referent', referent.id) : refuse(409, 'cosigner_order');
}

/** By whoever decides as the tutor, after a long absence, from the return on. */
function resumption({ story, command, who, today }: Asked<'resumption'>): Verdict {
  if (!decidingMandate(story, who.id, 'tutor', today)) return refuse(403, 'mandate_missing');
  if (!isActiveOn(story, today)) return inactive(story, today);
  const absence = longAbsence(story, today);
  if (!absence) return refuse(409, 'resumption_not_needed');
  const on = command.on ?? today;
  if (on < absence.until || on > today) return refuse(422, 'validation_failed');
  return accept(201, command.contract, (body) => [{ type: 'resumption.recorded', id: body.id, on }]);
}

/**
 * By a tutor of today, within the contract, when it is allowed on its first day (today, when that is past). Of days that are
 * all over, the Sundays are theirs; else those from today on.
 */
function assign({ world, story, command, who, today }: Asked<'assign'>): Verdict {
  const mission = world.ladder.missions.find(({ code }) => code === command.mission);
  const { startsOn, until: end, alternant } = detailsOf(story);
  const until = command.to === null ? null : plus(command.to, 1);
  if (!mission || command.from < startsOn || command.from >= end || (until ?? end) > end)
    return refuse(422, 'validation_failed');
  const isTutor = held(story, who.id, today).some(({ role }) => TUTORS.includes(role));
  if (!isTutor || who.id === alternant) return refuse(403, 'mandate_missing');
  const { birthDate } = actor(world, alternant);
  const on = command.from < today ? today : command.from;
  const first = until !== null && until <= today ? command.from : on;
  const { allowed, reasons } = entitlement(
    world.ladder,
    story,
    mission,
    on,
    { birthDate, structureType: STRUCTURE },
    closedAll(birthDate, first, until),
  );
  if (!allowed) return refuse(409, 'mission_not_entitled', { reasons });
  return accept(201, command.contract, (body) => [
    { type: 'assignment.created', id: body.id, mission: mission.code, from: command.from, until },
  ]);
}
