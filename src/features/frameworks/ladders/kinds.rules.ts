import type { Mission, MissionKind } from '../frameworks.types.js';

/** What the code of a mission that Palier ships says of it: `hyg_03` is about hygiene. */
const KIND_OF_PREFIX: ReadonlyMap<string, MissionKind> = new Map([
  ['hyg', 'hygiene_comfort'],
  ['eol', 'hygiene_comfort'],
  ['env', 'daily_life'],
  ['dly', 'daily_life'],
  ['edu', 'daily_life'],
  ['mea', 'meals'],
  ['ani', 'group_activities'],
  ['obs', 'observation_handover'],
  ['tra', 'observation_handover'],
  ['mob', 'mobility'],
  ['tea', 'team_life'],
  ['act', 'entrusted_care'],
  ['wrk', 'sheltered_work'],
]);

const SHIPPED = /^([a-z]{3})_\d{2}$/;

/** The kind of a mission or an activity that Palier ships; null for another code. */
export const kindOfShipped = (code: string): MissionKind | null =>
  KIND_OF_PREFIX.get(SHIPPED.exec(code)?.[1] ?? '') ?? null;

/** The author says what kind a mission is; where nobody did, its code does on a ladder of the platform. */
export const withKinds = (missions: readonly Mission[], ownerId: string | null): readonly Mission[] =>
  ownerId === null
    ? missions.map((mission) => {
        const kind = mission.kind ?? kindOfShipped(mission.code);
        return kind === null ? mission : { ...mission, kind };
      })
    : missions;
