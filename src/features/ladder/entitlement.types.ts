import { bilingual, type Bilingual } from '../../kernel/language.js';
import type { Missing } from './ladder.types.js';

/** Why a mission is refused. All the reasons, not the first: people plan with them. */
export type Refusal =
  | { readonly code: 'contract_not_active' }
  | { readonly code: 'level_locked'; readonly level: string; readonly missing: readonly Missing[] }
  | { readonly code: 'age'; readonly minAge: number }
  | { readonly code: 'regulated' }
  | { readonly code: 'structure'; readonly structureType: string };

/** In words that a nurse understands: what is missing, and who can help. */
export function explainRefusal(reason: Refusal): Bilingual {
  switch (reason.code) {
    case 'contract_not_active':
      return bilingual(
        'Le contrat n’est pas actif ce jour-là : aucune mission ne peut être confiée.',
        'The contract is not active on that day: no mission may be given.',
      );
    case 'level_locked': {
      const list = reason.missing.map(({ level, competency }) => `${competency} (${level})`).join(', ');
      return list === ''
        ? bilingual(
            `Le palier « ${reason.level} » n’est pas ouvert : une décision de passage est attendue du tuteur principal ou du référent.`,
            `The level "${reason.level}" is not open: a decision of the main tutor or the referent is awaited.`,
          )
        : bilingual(
            `Le palier « ${reason.level} » n’est pas ouvert : un tuteur doit encore valider ${list}.`,
            `The level "${reason.level}" is not open: a tutor still has to sign off ${list}.`,
          );
    }
    case 'age':
      return bilingual(
        `Il faut avoir ${reason.minAge} ans au moins.`,
        `One must be at least ${reason.minAge} years old.`,
      );
    case 'regulated':
      return bilingual(
        'Travail réglementé : fermé aux mineurs, sauf déclaration préalable de l’employeur à l’inspection du travail.',
        'Regulated work: closed to minors, unless the employer has declared it to the labour inspectorate.',
      );
    case 'structure':
      return bilingual(
        `Cette mission n’est pas prévue dans une structure de type ${reason.structureType}.`,
        `This mission is not meant for a structure of type ${reason.structureType}.`,
      );
  }
}
