import * as finding from './findings.errors.js';
import type { Finding } from './findings.types.js';
import { competenciesOf, titlesOf } from '../frameworks.rules.js';
import {
  SEVEN_KINDS,
  SUPERVISIONS,
  type FrameworkTree,
  type LadderContent,
  type Level,
} from '../frameworks.types.js';
import { findLadderMistakes } from './ladders.rules.js';
import { isOutOfTime, smallestTeam } from './minimum.rules.js';

/** Everything that an author should know of a ladder: the mistakes that keep it from working, then what is odd in it. */
export function findFindings(ladder: LadderContent, framework: FrameworkTree | null): Finding[] {
  return [
    ...findLadderMistakes(ladder, framework).map((mistake) => ({ ...mistake, severity: 'error' as const })),
    ...ladder.levels.flatMap((level, l) => findOddLevel(level, l, ladder)),
    ...(ladder.missions.length === 0
      ? [finding.ladderWithoutMission()]
      : findUnpractised(ladder, framework ? titlesOf(framework) : new Map())),
    ...findMissingKinds(ladder),
    ...findNeverRequired(ladder),
    ...findOddMissions(ladder),
    ...(framework ? findUnused(ladder, framework) : []),
  ];
}

function findOddLevel(level: Level, l: number, { levels, missions }: LadderContent): Finding[] {
  const closeness = (one: Level) => SUPERVISIONS.indexOf(one.supervision);
  const before = levels[l - 1];
  return [
    ...(before && closeness(level) < closeness(before)
      ? [finding.supervisionComesCloser(`/levels/${l}/supervision`)]
      : []),
    ...(missions.length > 0 && missions.every((mission) => mission.level !== level.code)
      ? [finding.levelWithoutMission(`/levels/${l}`)]
      : []),
    ...findLargeQuorums(level, `/levels/${l}/requirements`),
  ];
}

/** One finding for a level, at the first quorum that somebody alone cannot meet: those of a level are mostly alike. */
function findLargeQuorums({ requirements }: Level, pointer: string): Finding[] {
  const teams = requirements.map(({ quorum = {} }) => (isOutOfTime(quorum) ? 1 : smallestTeam(quorum)));
  const first = teams.findIndex((team) => team > 1);
  if (first < 0) return [];
  const asked = (requirements[first]?.quorum?.minObservers ?? 1) > 1 ? 'minObservers' : 'minObservations';
  const codes = requirements.filter((_, r) => (teams[r] ?? 1) > 1).map(({ competency }) => competency);
  return [finding.quorumNeedsSeveral(`${pointer}/${first}/quorum/${asked}`, Math.max(...teams), codes)];
}

/** Required where no mission that is open by then draws on it; told of the first such level. */
function findUnpractised(
  { levels, missions }: LadderContent,
  titles: ReadonlyMap<string, string>,
): Finding[] {
  const reached = firstOf(
    missions.flatMap(({ level, competencies }) =>
      competencies.map((code) => ({ code, at: rankOf(levels, level) })),
    ),
  );
  const reported = new Set<string>();
  return levels.flatMap(({ requirements }, l) =>
    requirements.flatMap(({ competency }, r) => {
      const opens = reached.get(competency);
      if (reported.has(competency) || (opens !== undefined && opens <= l)) return [];
      reported.add(competency);
      const pointer = `/levels/${l}/requirements/${r}/competency`;
      return [
        finding.competencyWithoutMission(
          pointer,
          { code: competency, title: titles.get(competency) },
          opens !== undefined,
        ),
      ];
    }),
  );
}

/** The kinds among the seven that no mission is of, where every mission says its kind. */
function findMissingKinds({ missions }: LadderContent): Finding[] {
  const kinds = missions.flatMap(({ kind }) => kind ?? []);
  const isComplete = missions.length > 0 && kinds.length === missions.length;
  const missing = isComplete ? SEVEN_KINDS.filter((kind) => !kinds.includes(kind)) : [];
  return missing.length > 0 ? [finding.kindsWithoutMission(missing)] : [];
}

/** Drawn on, and never signed off; told of the first mission. */
function findNeverRequired({ levels, missions }: LadderContent): Finding[] {
  const required = new Set(levels.flatMap(({ requirements }) => requirements.map((one) => one.competency)));
  const reported = new Set<string>();
  return missions.flatMap(({ competencies }, m) =>
    competencies.flatMap((code, c) => {
      if (required.has(code) || reported.has(code)) return [];
      reported.add(code);
      const drawing = missions.filter((mission) => mission.competencies.includes(code));
      return [
        finding.competencyNeverRequired(
          `/missions/${m}/competencies/${c}`,
          code,
          drawing.map((mission) => mission.code),
        ),
      ];
    }),
  );
}

/** A mission is given before its competency is judged, or is held back by one that is not judged high enough. */
function findOddMissions({ levels, missions }: LadderContent): Finding[] {
  const asked = levels.flatMap(({ requirements }, at) =>
    requirements.map(({ competency: code }) => ({ code, at })),
  );
  const first = firstOf(asked);
  const last = new Map(asked.map(({ code, at }) => [code, at]));
  return missions.flatMap((mission, m) =>
    mission.competencies.flatMap((code, c) => {
      const [opens, from, to] = [rankOf(levels, mission.level), first.get(code), last.get(code)];
      const pointer = `/missions/${m}/competencies/${c}`;
      if (from === undefined || to === undefined || opens < 0) return [];
      if (from > opens) return [finding.missionBeforeCompetency(pointer, mission.code, code)];
      // Who holds a competency at a level performs under the eyes of the next.
      return to + 1 < opens ? [finding.missionHeldBack(pointer, mission.code, code)] : [];
    }),
  );
}

function findUnused({ levels, missions }: LadderContent, framework: FrameworkTree): Finding[] {
  const used = new Set([
    ...levels.flatMap(({ requirements }) => requirements.map(({ competency }) => competency)),
    ...missions.flatMap(({ competencies }) => competencies),
  ]);
  const all = [...competenciesOf(framework)];
  const unused = all.filter((code) => !used.has(code));
  return unused.length > 0 ? [finding.competenciesUnused(unused, all.length)] : [];
}

const rankOf = (levels: readonly Level[], code: string): number =>
  levels.findIndex((level) => level.code === code);

/** The lowest place of each code. */
function firstOf(found: readonly { readonly code: string; readonly at: number }[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const { code, at } of found) first.set(code, Math.min(at, first.get(code) ?? Infinity));
  return first;
}
