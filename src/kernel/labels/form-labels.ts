import { CERFA_LISTS } from '../cerfa.js';
import { labels } from './labels.js';

/** What people read in the place of the codes of the contract's form. */
export const FORM_LABELS = {
  ...CERFA_LISTS,
  ContractFormVersion: labels({
    '10103*12': ['CERFA 10103*12 (apprentissage)', 'CERFA 10103*12 (apprenticeship)'],
    '10103*13': ['CERFA 10103*13 (apprentissage, 2025)', 'CERFA 10103*13 (apprenticeship, 2025)'],
    '10103*14': [
      'CERFA 10103*14 (apprentissage, juillet 2025)',
      'CERFA 10103*14 (apprenticeship, July 2025)',
    ],
    '12434*03': ['CERFA 12434*03 (professionnalisation)', 'CERFA 12434*03 (professionalisation)'],
  }),
  CivilSex: labels({ F: ['féminin', 'female'], M: ['masculin', 'male'] }),
  ProfessionalisationNature: labels({
    open_ended: ['durée indéterminée', 'open-ended'],
    fixed_term: ['durée déterminée', 'fixed term'],
    temporary: ['travail temporaire', 'temporary work'],
  }),
  MinimumBenefit: labels({
    RSA: ['revenu de solidarité active', 'active solidarity income (RSA)'],
    ASS: ['allocation de solidarité spécifique', 'specific solidarity allowance (ASS)'],
    AAH: ['allocation aux adultes handicapés', 'disabled adult’s allowance (AAH)'],
    former_contrat_aide: ['sortie d’un contrat aidé', 'after a subsidised contract'],
  }),
};
