import { fieldError } from '../../../kernel/refusals.js';
import { LADDER_LABELS } from '../../../kernel/labels/ladder-labels.js';
import type { Language } from '../../../kernel/language.js';
import { shorten } from '../../../kernel/sentences.js';
import type { MissionKind } from '../frameworks.types.js';
import type { Finding } from './findings.types.js';

/** What an author should know, beside the mistakes that are refused. */
const warning = (pointer: string, code: string, fr: string, en: string): Finding => ({
  ...fieldError(pointer, code, fr, en),
  severity: 'warning',
});

export const competenciesUnused = (codes: readonly string[], total: number): Finding =>
  warning(
    '/frameworkId',
    'competency_unused',
    `Sur les ${total} compétences du référentiel, ${codes.length} ne servent à rien ici : aucun palier ne les demande, aucune mission ne les mobilise : ${codes.join(', ')}.`,
    `Of the ${total} competencies of the framework, ${codes.length} are used by nothing here: no level requires them, no mission draws on them: ${codes.join(', ')}.`,
  );

/** A title of a framework can be a paragraph: its beginning says which it is. */
const nameOf = ({ code, title }: { code: string; title?: string | undefined }): string =>
  title === undefined || title === code ? code : `${shorten(title)} (${code})`;

export const competencyWithoutMission = (
  pointer: string,
  competency: { code: string; title?: string | undefined },
  isDrawnOnAbove: boolean,
): Finding =>
  warning(
    pointer,
    'competency_without_mission',
    isDrawnOnAbove
      ? `Les missions qui mobilisent « ${nameOf(competency)} » n’ouvrent qu’à un palier plus élevé : écrivez-en une pour ce palier.`
      : `Aucune mission ne mobilise « ${nameOf(competency)} » : écrivez-en une, ou rien ne permet de s’y exercer.`,
    isDrawnOnAbove
      ? `The missions that draw on "${nameOf(competency)}" only open at a higher level: write one for this level.`
      : `No mission draws on "${nameOf(competency)}": write one, or nothing lets anybody practise it.`,
  );

export const kindsWithoutMission = (kinds: readonly MissionKind[]): Finding => {
  const listed = (language: Language) =>
    kinds.map((kind) => LADDER_LABELS.MissionKind[kind][language]).join(', ');
  return warning(
    '/missions',
    'kind_without_mission',
    `Aucune mission de ces sortes : ${listed('fr')}. Écrivez-en, ou vérifiez que l’alternant en fera ailleurs.`,
    `No mission of these kinds: ${listed('en')}. Write some, or check that the alternant will do them elsewhere.`,
  );
};

export const competencyNeverRequired = (
  pointer: string,
  code: string,
  missions: readonly string[],
): Finding =>
  warning(
    pointer,
    'competency_never_required',
    `Aucun palier ne demande « ${code} » : personne ne la valide, et les missions qui la mobilisent restent à jamais sous la supervision la plus proche : ${missions.join(', ')}.`,
    `No level requires "${code}": nobody signs it off, and the missions that draw on it stay for good under the closest supervision: ${missions.join(', ')}.`,
  );

export const missionBeforeCompetency = (pointer: string, mission: string, code: string): Finding =>
  warning(
    pointer,
    'mission_before_competency',
    `La mission « ${mission} » s’ouvre avant le premier palier qui demande « ${code} » : jusque-là, elle se fait sous la supervision la plus proche, sans que personne ait validé cette compétence.`,
    `The mission "${mission}" opens before the first level that requires "${code}": until then it is done under the closest supervision, with nobody having signed that competency off.`,
  );

export const missionHeldBack = (pointer: string, mission: string, code: string): Finding =>
  warning(
    pointer,
    'mission_held_back',
    `Le dernier palier qui demande « ${code} » est trop bas : la mission « ${mission} » n’atteindra jamais la supervision de son propre palier.`,
    `The last level that requires "${code}" is too low: the mission "${mission}" will never reach the supervision of its own level.`,
  );

export const levelWithoutMission = (pointer: string): Finding =>
  warning(
    pointer,
    'level_without_mission',
    'Aucune mission n’est de ce palier : y parvenir n’ouvre rien de nouveau.',
    'No mission is of this level: reaching it opens nothing new.',
  );

export const ladderWithoutMission = (): Finding =>
  warning(
    '/missions',
    'ladder_without_mission',
    'Ce parcours n’a pas de mission : rien ne pourra être confié.',
    'This ladder has no mission: nothing can be given to anybody.',
  );

export const quorumNeedsSeveral = (pointer: string, observers: number, codes: readonly string[]): Finding =>
  warning(
    pointer,
    'quorum_needs_several_observers',
    `Un tuteur seul ne peut pas réunir ce quorum : il faut au moins ${observers} observateurs. Compétences de ce palier concernées : ${codes.join(', ')}.`,
    `A tutor alone cannot meet this quorum: it takes at least ${observers} observers. Competencies of this level that ask for several: ${codes.join(', ')}.`,
  );

export const supervisionComesCloser = (pointer: string): Finding =>
  warning(
    pointer,
    'supervision_comes_closer',
    'Ce palier est surveillé de plus près que le précédent : vérifiez l’ordre des paliers.',
    'This level is watched more closely than the one before: check the order of the levels.',
  );
