import { bilingual, type Bilingual } from '../../kernel/language.js';
import type { Criteria, EligibilityWord, Ground } from './eligibility.types.js';

const inMonths = (count: number): Bilingual => bilingual(`${count} mois`, `${count} months`);

/** What is asked, as the end of a sentence. */
function askedOf({ withDiploma, without }: Criteria): Bilingual {
  const [short, long] = [inMonths(withDiploma ?? 0), inMonths(without ?? 0)];
  if (withDiploma === null) return bilingual(`${long.fr} de métier`, `${long.en} of work`);
  if (without === null)
    return bilingual(`un diplôme et ${short.fr} de métier`, `a diploma and ${short.en} of work`);
  return bilingual(
    `${long.fr} de métier, ou un diplôme et ${short.fr}`,
    `${long.en} of work, or a diploma and ${short.en}`,
  );
}

const PROVEN: Readonly<Record<Ground, Bilingual>> = {
  branch_rule: bilingual(
    'Éligible : l’employeur a vérifié la règle de sa branche.',
    'Eligible: the employer checked the rule of its branch.',
  ),
  diploma_and_experience: bilingual(
    'Éligible : un diplôme du domaine, et assez de métier.',
    'Eligible: a diploma of the field, and enough work.',
  ),
  experience: bilingual('Éligible : assez de métier dans le domaine.', 'Eligible: enough work in the field.'),
};

/** The verdict on a tutor in words, with what to do. */
export function sentenceOf(
  word: EligibilityWord,
  ground: Ground | null,
  criteria: Criteria | null,
  months: number,
): Bilingual {
  if (ground) return PROVEN[ground];
  if (!criteria || word === 'not_asked')
    return bilingual(
      'La loi ne demande rien de ce rôle, ou rien de connu ce jour-là.',
      'The law asks nothing of this role, or nothing known on that day.',
    );
  const asked = askedOf(criteria);
  return word === 'not_eligible'
    ? bilingual(
        `Non éligible : il faut ${asked.fr} ; ${months} mois sont établis. Complétez les preuves, ou désignez quelqu’un d’autre.`,
        `Not eligible: it takes ${asked.en}; ${months} months are proven. Complete the proofs, or name somebody else.`,
      )
    : bilingual(
        `À vérifier : il faut ${asked.fr}. Enregistrez les preuves de cette personne.`,
        `To be checked: it takes ${asked.en}. Record the proofs of this person.`,
      );
}
