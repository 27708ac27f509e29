import { bilingual, type Bilingual } from '../../kernel/language.js';

/**
 * What people call the prerequisites that Palier knows by name (`data/prerequisites.json`, kept alike by a test). A
 * ladder may name others by codes of its own; none says anything of somebody's health beyond that it was checked.
 */
const TITLES: ReadonlyMap<string, Bilingual> = new Map([
  ['afgsu_1', bilingual('l’AFGSU de niveau 1 (gestes d’urgence)', 'the AFGSU 1 (emergency care)')],
  ['afgsu_2', bilingual('l’AFGSU de niveau 2 (gestes d’urgence)', 'the AFGSU 2 (emergency care)')],
  [
    'fitness_for_work',
    bilingual('l’avis du service de santé au travail', 'the opinion of the occupational health service'),
  ],
  ['vaccinations_checked', bilingual('la vérification des vaccinations', 'the check of vaccinations')],
  [
    'good_character_checked',
    bilingual(
      'la vérification de l’attestation d’honorabilité',
      'the check of the certificate of good character',
    ),
  ],
  ['manual_handling', bilingual('la formation à la manutention', 'the training in manual handling')],
  ['lifting_device', bilingual('la formation au lève-personne', 'the training in patient lifts')],
  ['hygiene', bilingual('la formation à l’hygiène', 'the training in hygiene')],
  [
    'blood_exposure',
    bilingual(
      'la formation aux accidents d’exposition au sang',
      'the training in accidents of exposure to blood',
    ),
  ],
  [
    'choking',
    bilingual(
      'la formation à la conduite à tenir en cas d’étouffement',
      'the training in what to do about choking',
    ),
  ],
]);

/** The name of a prerequisite in a sentence; one of the ladder's own is named by its code. */
export const describePrerequisite = (code: string): Bilingual =>
  TITLES.get(code) ?? bilingual(`le prérequis « ${code} »`, `the prerequisite "${code}"`);

export const KNOWN_PREREQUISITES: readonly string[] = [...TITLES.keys()];
