import { assignmentsOf, detailsOf, heldUntil, isActiveOn, suspensionsOf } from './contract.js';
import { age, all, between, dayOf, isWithin, plus, type Named, type Story } from './facts.js';
import type { Level, Mission, Quorum, Shape } from './ladders.js';

/** A ladder read from the whole story, each question from scratch. */

const rank = (ladder: Shape, code: string): number => ladder.levels.findIndex((level) => level.code === code);

const signOff = (story: Story, id: string): Named<'sign_off.recorded'> => {
  const found = all(story, 'sign_off.recorded').find((one) => one.id === id);
  if (!found) throw new Error(`No sign-off ${id}.`);
  return found;
};

/** A revocation of an `acquired` takes the competency back at that level and above. */
function revokes(
  ladder: Shape,
  story: Story,
  revocation: Named<'sign_off.revoked'>,
  level: string,
  competency: string,
) {
  const named = signOff(story, revocation.signOff);
  return (
    named.outcome === 'acquired' &&
    named.competency === competency &&
    rank(ladder, named.level) <= rank(ladder, level)
  );
}

/** Rulings that overturn make a fact as if it had never been: its id is no longer read. */
const overturned = (story: Story): readonly string[] =>
  all(story, 'sign_off.overturned', 'revocation.overturned').map(({ fact }) => fact);

/** A doubt that is revoked goes the same way: what stood before it stands again. */
const revokedDoubts = (story: Story): readonly string[] =>
  all(story, 'sign_off.revoked')
    .map((revocation) => signOff(story, revocation.signOff))
    .filter(({ outcome }) => outcome !== 'acquired')
    .map(({ id }) => id);

/** What is said now of a competency at a level; and the last revocation that asks to see it again. */
export function progress(ladder: Shape, story: Story, level: string, competency: string) {
  let stands: Named<'sign_off.recorded'> | null = null;
  let reobservation: { after: number; from: string } | null = null;
  const left = [...overturned(story), ...revokedDoubts(story)];
  for (const [index, fact] of story.entries()) {
    if ('id' in fact && left.includes(fact.id)) continue;
    if (fact.type === 'sign_off.recorded' && fact.level === level && fact.competency === competency) {
      // Nothing but a revocation takes an `acquired` away.
      if (stands?.outcome !== 'acquired' || fact.outcome === 'acquired') stands = fact;
    }
    if (fact.type !== 'sign_off.revoked' || stands?.outcome !== 'acquired') continue;
    if (!revokes(ladder, story, fact, level, competency)) continue;
    stands = null;
    if (!isMistake(fact)) reobservation = { after: index, from: dayOf(fact.at) };
  }
  return { stands, reobservation };
}

const isMistake = ({ reasonCode }: { reasonCode: string }) =>
  reasonCode === 'entered_in_error' || reasonCode === 'wrong_person';

/** What an observation still says: nothing of it was withdrawn, as a whole or with a mistaken sign-off that was recorded with it. */
export function stillStated(story: Story, observation: string) {
  const seen = all(story, 'observation.recorded').find(({ id }) => id === observation);
  const alone = all(story, 'observation.withdrawn').filter(
    (one) => one.observation === observation && one.revocation === undefined,
  );
  if (!seen || alone.some(({ item }) => item === undefined)) return [];
  const mistaken = all(story, 'sign_off.revoked')
    .filter((revocation) => isMistake(revocation) && !overturned(story).includes(revocation.id))
    .map((revocation) => signOff(story, revocation.signOff))
    .filter((named) => named.observation === observation);
  const left = [...mistaken, ...alone.flatMap(({ item }) => item ?? [])];
  return seen.items.filter(
    (item) => !left.some((one) => one.level === item.level && one.competency === item.competency),
  );
}

/** What a revocation withdraws: of that observation, what it said of the competency at that level. */
export function withdrawnWith(story: Story, signOffId: string, reasonCode: string): string | null {
  const { observation, level, competency } = signOff(story, signOffId);
  if (observation === null || !isMistake({ reasonCode })) return null;
  const isStated = stillStated(story, observation).some(
    (item) => item.level === level && item.competency === competency,
  );
  return isStated ? observation : null;
}

/** Everything seen of a competency at a level that nobody took away. */
function seen(story: Story, level: string, competency: string) {
  const withdrawn = all(story, 'observation.withdrawn')
    .filter(
      ({ revocation, item }) =>
        revocation === undefined && (!item || (item.level === level && item.competency === competency)),
    )
    .map(({ observation }) => observation);
  const mistaken = all(story, 'sign_off.revoked')
    .filter((revocation) => isMistake(revocation) && !overturned(story).includes(revocation.id))
    .map((revocation) => signOff(story, revocation.signOff))
    .filter((named) => named.level === level && named.competency === competency)
    .map(({ observation }) => observation);
  return story.flatMap((fact, index) => {
    if (fact.type !== 'observation.recorded' || withdrawn.includes(fact.id) || mistaken.includes(fact.id))
      return [];
    return fact.items
      .filter((item) => item.level === level && item.competency === competency)
      .map(({ outcome }) => ({ outcome, on: fact.observedOn, by: fact.by, index }));
  });
}

/** The observations that count for a sign-off of that day, and what the quorum asks. */
function counted(
  ladder: Shape,
  story: Story,
  level: string,
  competency: string,
  days: { observedOn: string; signedOn: string },
  earlier: readonly Story[],
) {
  const quorum: Quorum =
    ladder.levels[rank(ladder, level)]?.requirements.find((one) => one.competency === competency)?.quorum ??
    {};
  const own = seen(story, level, competency).map((mark) => ({ ...mark, isOwn: true }));
  const { startsOn } = detailsOf(story);
  const marks = [
    ...own,
    ...earlier
      .flatMap((one) => seen(one, level, competency))
      .filter(({ on }) => on < startsOn)
      .map((mark) => ({ ...mark, index: -1, isOwn: false })),
  ];
  const counting = marks.filter(
    ({ outcome, on }) =>
      outcome === 'performed' &&
      on <= days.observedOn &&
      between(on, days.signedOn) <= (quorum.maxAgeDays ?? Infinity) &&
      !marks.some((other) => other.outcome === 'unsafe' && other.on >= on),
  );
  return { quorum, counting };
}

/** What would count for a sign-off of that day, against what is needed. */
export function evidence(
  ladder: Shape,
  story: Story,
  level: string,
  competency: string,
  days: { observedOn: string; signedOn: string },
  earlier: readonly Story[] = [],
) {
  const { quorum, counting } = counted(ladder, story, level, competency, days, earlier);
  const { reobservation } = progress(ladder, story, level, competency);
  const distinct = (of: typeof counting, key: (mark: (typeof counting)[number]) => string) =>
    new Set(of.map(key)).size;
  const onceADay = ({ by, on }: { by: string; on: string }) => `${by} ${on}`;
  const after = counting.filter(
    ({ index, on }) => reobservation && index > reobservation.after && on >= reobservation.from,
  );
  return {
    observations: { have: distinct(counting, onceADay), need: quorum.minObservations ?? 1 },
    observers: {
      have: distinct(
        counting.filter(({ isOwn }) => isOwn),
        ({ by }) => by,
      ),
      need: quorum.minObservers ?? 1,
    },
    distinctDays: { have: distinct(counting, ({ on }) => on), need: quorum.minDistinctDays ?? 1 },
    ...(reobservation ? { reobserved: { have: distinct(after, onceADay), need: 1 } } : {}),
  };
}

/** Whether that person saw it under this contract, so that it counts. */
export const hasSeen = (
  ladder: Shape,
  story: Story,
  level: string,
  competency: string,
  days: { observedOn: string; signedOn: string },
  person: string,
): boolean => counted(ladder, story, level, competency, days, []).counting.some(({ by }) => by === person);

export const isEnough = (found: ReturnType<typeof evidence>): boolean =>
  Object.values(found).every(({ have, need }) => have >= need);

export const isAcquired = (ladder: Shape, story: Story, level: string, competency: string): boolean =>
  progress(ladder, story, level, competency).stands?.outcome === 'acquired';

const isMet = (ladder: Shape, story: Story, { code, requirements }: Level): boolean =>
  requirements.every(({ competency }) => isAcquired(ladder, story, code, competency));

/** A decision stands until a refusal, another word of a tutor, or a revocation at its level or below. */
export function decisionsOf(ladder: Shape, story: Story, level: string) {
  return story.flatMap((fact, index) => {
    if (fact.type !== 'level_decision.recorded' || fact.level !== level) return [];
    const isVoid = story.slice(index + 1).some(
      (later, after) =>
        // A move keeps those of levels that are achieved.
        (later.type === 'contract.ladder_changed' &&
          statusOf(ladder, story.slice(0, index + 1 + after), level) !== 'achieved') ||
        (later.type === 'level_decision.recorded' &&
          later.level === level &&
          (later.decision === 'decline' || later.capacity === 'tutor')) ||
        (later.type === 'sign_off.revoked' &&
          revokes(ladder, story, later, level, signOff(story, later.signOff).competency)),
    );
    return [{ ...fact, effective: fact.decision === 'open' && !isVoid }];
  });
}

function isDecided(ladder: Shape, story: Story, level: Level): boolean {
  const by = decisionsOf(ladder, story, level.code)
    .filter(({ effective }) => effective)
    .map(({ capacity }) => capacity);
  if (level.unlock === 'automatic') return true;
  return by.includes('tutor') && (level.unlock === 'decision' || by.includes('referent'));
}

/** The tutor's word that waits for the referent. */
export function halfSignature(ladder: Shape, story: Story, level: Level) {
  if (level.unlock !== 'cosigned' || isDecided(ladder, story, level)) return null;
  return (
    decisionsOf(ladder, story, level.code).find(
      ({ effective, capacity }) => effective && capacity === 'tutor',
    ) ?? null
  );
}

export type Status = 'locked' | 'open' | 'ready' | 'achieved' | 'reopened';

export function statuses(ladder: Shape, story: Story): Status[] {
  let isOpen = true;
  return ladder.levels.map((level): Status => {
    if (!isOpen) return 'locked';
    const isReady = isMet(ladder, story, level);
    isOpen = isReady && isDecided(ladder, story, level);
    if (isOpen) return 'achieved';
    if (isReady) return 'ready';
    const wasAchieved = all(story, 'level.achieved').some(({ level: code }) => code === level.code);
    return wasAchieved ? 'reopened' : 'open';
  });
}

export const statusOf = (ladder: Shape, story: Story, level: string): Status =>
  statuses(ladder, story)[rank(ladder, level)] ?? 'locked';

/** The first level not achieved, or the last. */
export function currentIndex(ladder: Shape, story: Story): number {
  const first = statuses(ladder, story).findIndex((status) => status !== 'achieved');
  return first < 0 ? ladder.levels.length - 1 : first;
}

/** What `GET ladder` answers, but for titles and the ladder's id. */
export function view(ladder: Shape, story: Story, at: string, earlier: readonly Story[] = []) {
  const today = dayOf(at);
  const found = statuses(ladder, story);
  const levels = ladder.levels.map((level, index) => {
    const requirements = level.requirements.map(({ competency }) => {
      const { stands } = progress(ladder, story, level.code, competency);
      const kept = stands?.outcome === 'acquired' && found[index] === 'locked';
      return {
        competency,
        status: kept ? 'kept' : (stands?.outcome ?? 'missing'),
        evidence: evidence(
          ladder,
          story,
          level.code,
          competency,
          { observedOn: today, signedOn: today },
          earlier,
        ),
        ...(stands ? { signOffId: stands.id } : {}),
      };
    });
    const wasOpen = index === 0 || all(story, 'level.opened').some(({ level: code }) => code === level.code);
    const wasAchieved = all(story, 'level.achieved').some(({ level: code }) => code === level.code);
    return {
      code: level.code,
      index: index + 1,
      supervision: level.supervision,
      status: found[index],
      ...(found[index] === 'locked'
        ? { reason: wasOpen || wasAchieved ? 'basis_lost' : 'previous_level' }
        : {}),
      decisions: decisionsOf(ladder, story, level.code).map((one) => ({
        id: one.id,
        decision: one.decision,
        capacity: one.capacity,
        decidedBy: one.by,
        recordedAt: one.at,
        effective: one.effective,
      })),
      requirements,
      missing: level.requirements
        .filter(({ competency }) => !isAcquired(ladder, story, level.code, competency))
        .map(({ competency }) => ({ level: level.code, competency })),
    };
  });
  const pairs = levels.flatMap(({ requirements }) => requirements);
  return {
    at,
    sequence: story.length,
    frozen: !isActiveOn(story, today),
    currentLevel: ladder.levels[currentIndex(ladder, story)]?.code,
    complete: found.every((status) => status === 'achieved'),
    levels,
    completion: {
      acquired: pairs.filter(({ status }) => status === 'acquired').length,
      required: pairs.length,
    },
  };
}

/** Away for 90 days or more without a day back, returned by then, and nobody has said since that all is as before. */
export function longAbsence(story: Story, on: string): { from: string; until: string } | null {
  const away: { from: string; until: string }[] = [];
  for (const { from, until } of suspensionsOf(story)) {
    if (until === null || from >= until) continue;
    const before = away.at(-1);
    if (before?.until === from) away[away.length - 1] = { from: before.from, until };
    else away.push({ from, until });
  }
  const last = away.filter(({ from, until }) => until <= on && between(from, until) >= 90).at(-1);
  const withdrawn = all(story, 'resumption.withdrawn').map(({ resumption }) => resumption);
  const isStated = all(story, 'resumption.recorded').some(
    ({ id, on: stated }) => last && stated >= last.until && !withdrawn.includes(id),
  );
  return last && !isStated ? last : null;
}

/** Under whose eyes, whatever the day: the formula of the domain page. */
export function supervision(ladder: Shape, story: Story, mission: Mission, isCloser: boolean) {
  const found = statuses(ladder, story);
  const highest = (competency: string) =>
    Math.max(
      0,
      ...ladder.levels.map((level, index) =>
        found[index] !== 'locked' &&
        level.requirements.some((one) => one.competency === competency) &&
        isAcquired(ladder, story, level.code, competency)
          ? index + 1
          : 0,
      ),
    );
  const a = Math.min(...mission.competencies.map(highest));
  const f = ladder.levels.findIndex((level) => level.supervision !== 'present_only') + 1;
  const least = Math.min(f, rank(ladder, mission.level) + 1);
  const earned = Math.max(least, Math.min(currentIndex(ladder, story) + 1, 1 + a));
  const index = isCloser ? Math.max(least, earned - 1) : earned;
  const watched = ladder.levels[index - 1]?.supervision ?? null;
  if (watched === null || !isUnsafe(story, mission)) return watched;
  // In the room at most; where even the closest that performs is not in the room, that one.
  const closest = ladder.levels[least - 1]?.supervision;
  if (watched === 'present_only' || watched === 'direct') return watched;
  return closest === 'present_only' || closest === 'direct' ? 'direct' : (closest ?? null);
}

/** One of its competencies was last seen unsafe on a day after which nobody saw it performed, at whatever level. */
function isUnsafe(story: Story, mission: Mission): boolean {
  const stated = all(story, 'observation.recorded').flatMap(({ id, observedOn }) =>
    stillStated(story, id).map(({ competency, outcome }) => ({ competency, outcome, on: observedOn })),
  );
  return stated.some(
    ({ competency, outcome, on }) =>
      outcome === 'unsafe' &&
      mission.competencies.includes(competency) &&
      !stated.some(
        (later) => later.competency === competency && later.outcome === 'performed' && later.on > on,
      ),
  );
}

export const isReached = (ladder: Shape, story: Story, mission: Mission): boolean =>
  rank(ladder, mission.level) <= currentIndex(ladder, story);

/** A high concern names it, and nobody has reviewed that one. */
function isWithdrawn(story: Story, mission: Mission): boolean {
  const reviewed = all(story, 'concern.reviewed').map(({ concern }) => concern);
  return all(story, 'concern.raised').some(
    ({ id, severity, missions }) =>
      severity === 'high' && missions.includes(mission.code) && !reviewed.includes(id),
  );
}

/** Somebody attested it for that day, and nobody took that back. */
const isHeld = (story: Story, prerequisite: string, on: string): boolean => {
  const withdrawn = all(story, 'attestation.withdrawn').map(({ attestation }) => attestation);
  return all(story, 'attestation.recorded').some(
    (one) => one.prerequisite === prerequisite && isWithin(one, on) && !withdrawn.includes(one.id),
  );
};

/** The eleven holidays of all France; those that follow Easter by its days as calendars print them. */
const EASTER = [
  '2025-04-20',
  '2026-04-05',
  '2027-03-28',
  '2028-04-16',
  '2029-04-01',
  '2030-04-21',
  '2031-04-13',
];
const isHoliday = (day: string): boolean =>
  /-(01-01|05-01|05-08|07-14|08-15|11-01|11-11|12-25)$/.test(day) ||
  EASTER.some((easter) => [1, 39, 50].includes(between(easter, day)));
const isSunday = (day: string): boolean => between('2026-03-15', day) % 7 === 0;

/** A Sunday and a holiday are closed to a minor, each for itself. */
const closed = (birthDate: string | null, on: string): string[] =>
  birthDate !== null && age(birthDate, on) >= 18
    ? []
    : [...(isSunday(on) ? ['age'] : []), ...(isHoliday(on) ? ['age'] : [])];

/** Judges days of which nobody knows which will be worked: only when all are closed. */
export function closedAll(birthDate: string | null, from: string, until: string | null): string[] {
  const days = until === null ? 99 : between(from, until);
  const each = Array.from({ length: Math.min(days, 99) }, (_, index) => closed(birthDate, plus(from, index)));
  return each.every((one) => one.length > 0) ? (each[0] ?? []) : [];
}

/** What `GET entitlements` answers of a mission on a day; `hours`: what of them is not a minor's. */
export function entitlement(
  ladder: Shape,
  story: Story,
  mission: Mission,
  on: string,
  who: { birthDate: string | null; structureType: string },
  hours: string[] = closed(who.birthDate, on),
) {
  const years = who.birthDate === null ? 0 : age(who.birthDate, on);
  const types = mission.structureTypes ?? [];
  const reasons = [
    ...(isActiveOn(story, on) ? [] : ['contract_not_active']),
    ...(isReached(ladder, story, mission) ? [] : ['level_locked']),
    ...(isWithdrawn(story, mission) ? ['concern'] : []),
    ...(years < (mission.minAge ?? 0) ? ['age'] : []),
    ...hours,
    ...(mission.regulated && years < 18 ? ['regulated'] : []),
    ...(types.length > 0 && !types.includes(who.structureType) ? ['structure'] : []),
    ...(mission.prerequisites ?? []).flatMap((code) => (isHeld(story, code, on) ? [] : ['prerequisite'])),
    ...(mission.acts ?? []).map(() => 'never_for_an_alternant'),
  ];
  const allowed = reasons.length === 0;
  return {
    mission: mission.code,
    level: mission.level,
    allowed,
    supervision: allowed ? supervision(ladder, story, mission, longAbsence(story, on) !== null) : null,
    reasons,
  };
}

/** What a revocation takes: `after` is the story with it. Neither a suspension nor a Sunday unlearns anything. */
export function impact(
  ladder: Shape,
  before: Story,
  after: Story,
  today: string,
  who: { birthDate: string | null; structureType: string },
) {
  const entitled = (story: Story, mission: Mission, on: string): string | null => {
    const { reasons } = entitlement(ladder, story, mission, on, who, []);
    if (reasons.some((reason) => reason !== 'contract_not_active')) return null;
    return supervision(ladder, story, mission, longAbsence(story, on) !== null);
  };
  const [was, is] = [statuses(ladder, before), statuses(ladder, after)];
  const ORDER = ['present_only', 'direct', 'indirect', 'distant'];
  const missions = ladder.missions.flatMap((mission) => {
    const had = entitled(before, mission, today);
    const has = entitled(after, mission, today);
    if (had === null) return [];
    const falls = has === null || ORDER.indexOf(has) < ORDER.indexOf(had);
    return falls ? [{ mission: mission.code, before: had, after: has }] : [];
  });
  const isLost = (code: string, on: string): boolean => {
    const mission = ladder.missions.find((one) => one.code === code);
    return (
      mission !== undefined && entitled(before, mission, on) !== null && entitled(after, mission, on) === null
    );
  };
  const pairs = ladder.levels.flatMap((level, index) =>
    level.requirements.flatMap(({ competency }) => {
      const had = progress(ladder, before, level.code, competency).stands;
      const has = progress(ladder, after, level.code, competency).stands;
      if (!had) return [];
      if (has?.id !== had.id) return [{ signOffId: had.id, effect: 'revoked' }];
      const kept = had.outcome === 'acquired' && was[index] !== 'locked' && is[index] === 'locked';
      return kept ? [{ signOffId: had.id, effect: 'kept' }] : [];
    }),
  );
  return {
    levels: ladder.levels.flatMap(({ code }, index) =>
      was[index] === is[index] ? [] : [{ level: code, before: was[index], after: is[index] }],
    ),
    missions,
    assignments: assignmentsOf(before)
      .filter(
        ({ from, until, mission }) =>
          (until === null || (until > today && until > from)) && isLost(mission, from < today ? today : from),
      )
      .map(({ id }) => id),
    signOffs: pairs,
  };
}

/** The last day on which something of the contract may still be observed, and later recorded. */
export const isLate = (story: Story, today: string): boolean => between(heldUntil(story), today) >= 30;

/** The levels that went up or down, as events tell them. */
export function changes(
  before: readonly Status[],
  after: readonly Status[],
): { type: 'level.opened' | 'level.achieved' | 'level.reopened' | 'level.locked'; index: number }[] {
  return after.flatMap((is, index): ReturnType<typeof changes> => {
    const was = before[index];
    if (was === is) return [];
    if (is === 'locked' || is === 'achieved') return [{ type: `level.${is}` as const, index }];
    if (was === 'locked') return [{ type: 'level.opened' as const, index }];
    return was === 'achieved' ? [{ type: 'level.reopened' as const, index }] : [];
  });
}
