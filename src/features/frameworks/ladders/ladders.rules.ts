import type { FieldError } from '../../../kernel/errors.js';
import { NEVER_FOR_AN_ALTERNANT } from '../acts.types.js';
import { noteRepeated } from '../reading/codes.rules.js';
import { competenciesOf } from '../frameworks.rules.js';
import type { FrameworkTree, LadderContent, Level, Mission, Quorum } from '../frameworks.types.js';
import * as mistake from './ladders.errors.js';
import { daysThatCount, isOutOfTime } from './minimum.rules.js';

/**
 * Everything in a ladder that could not work, each mistake at its place. Without a framework, none of its competencies
 * is judged; what could not be read (an empty code) was noted when it was read.
 */
export function findLadderMistakes(ladder: LadderContent, framework: FrameworkTree | null): FieldError[] {
  const known = framework && competenciesOf(framework);
  const named = [...requiredIn(ladder), ...drawnOnIn(ladder)];
  return [
    ...noteRepeated(ladder.levels.map(({ code }, i) => ({ code, pointer: `/levels/${i}/code` }))),
    ...noteRepeated(ladder.missions.map(({ code }, i) => ({ code, pointer: `/missions/${i}/code` }))),
    ...ladder.levels.flatMap((level, i) => findLevelMistakes(level, `/levels/${i}`)),
    ...ladder.missions.flatMap((mission, i) => findMissionMistakes(mission, `/missions/${i}`, ladder)),
    ...named
      .filter(({ code }) => known && code !== '' && !known.has(code))
      .map(({ code, pointer }) => mistake.unknownCompetency(pointer, code)),
    ...(ladder.levels.length > 0 && ladder.levels.every(({ supervision }) => supervision === 'present_only')
      ? [mistake.nothingIsPerformed()]
      : []),
  ];
}

/** The mistakes of form, then those of meaning where the form was right. */
export function allMistakes(form: readonly FieldError[], meaning: readonly FieldError[]): FieldError[] {
  const pointers = new Set(form.map(({ pointer }) => pointer));
  const unread = form.filter(({ code }) => code === 'object').map(({ pointer }) => `${pointer}/`);
  return [
    ...form,
    ...meaning.filter(
      ({ pointer }) => !pointers.has(pointer) && !unread.some((start) => pointer.startsWith(start)),
    ),
  ];
}

function findLevelMistakes(level: Level, pointer: string): FieldError[] {
  if (level.requirements.length === 0) return [mistake.levelWithoutRequirement(`${pointer}/requirements`)];
  const competencies = level.requirements.map(({ competency }, i) => ({
    code: competency,
    pointer: `${pointer}/requirements/${i}/competency`,
  }));
  return [
    ...noteRepeated(competencies),
    ...level.requirements.flatMap(({ quorum }, i) =>
      findQuorumMistakes(quorum ?? {}, `${pointer}/requirements/${i}/quorum`),
    ),
  ];
}

/**
 * More observers, or more days, than observations: no wording of it is one that a centre meant. More days than there are
 * within `maxAgeDays`: nobody would ever meet it.
 */
function findQuorumMistakes(quorum: Quorum, pointer: string): FieldError[] {
  const { minObservations = Infinity, minObservers = 1, minDistinctDays = 1 } = quorum;
  return [
    ...(minObservers > minObservations ? [mistake.quorumImpossible(`${pointer}/minObservers`)] : []),
    ...(minDistinctDays > minObservations ? [mistake.quorumImpossible(`${pointer}/minDistinctDays`)] : []),
    ...(isOutOfTime(quorum)
      ? [mistake.quorumOutOfTime(`${pointer}/minDistinctDays`, daysThatCount(quorum))]
      : []),
  ];
}

function findMissionMistakes(mission: Mission, pointer: string, { levels }: LadderContent): FieldError[] {
  const isUnreached =
    mission.level !== '' && levels.length > 0 && levels.every(({ code }) => code !== mission.level);
  const listed = (name: 'competencies' | 'structureTypes' | 'prerequisites' | 'acts') =>
    (mission[name] ?? []).map((code, i) => ({ code, pointer: `${pointer}/${name}/${i}` }));
  return [
    ...(isUnreached ? [mistake.unknownLevel(`${pointer}/level`, mission.level)] : []),
    ...(mission.competencies.length === 0
      ? [mistake.missionWithoutCompetency(`${pointer}/competencies`)]
      : []),
    ...noteRepeated(listed('competencies')),
    ...noteRepeated(listed('structureTypes')),
    ...noteRepeated(listed('prerequisites')),
    ...noteRepeated(listed('acts')),
    ...listed('acts')
      .filter(({ code }) => code !== '' && !NEVER_FOR_AN_ALTERNANT.has(code))
      .map(({ code, pointer: at }) => mistake.unknownAct(at, code)),
  ];
}

const requiredIn = ({ levels }: LadderContent) =>
  levels.flatMap(({ requirements }, l) =>
    requirements.map(({ competency: code }, r) => ({
      code,
      pointer: `/levels/${l}/requirements/${r}/competency`,
    })),
  );

const drawnOnIn = ({ missions }: LadderContent) =>
  missions.flatMap(({ competencies }, m) =>
    competencies.map((code, c) => ({ code, pointer: `/missions/${m}/competencies/${c}` })),
  );
