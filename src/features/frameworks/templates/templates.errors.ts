import type { AppError, FieldError } from '../../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../../kernel/language.js';
import { fieldError, invalidField } from '../../../kernel/refusals.js';
import { shorten } from '../../../kernel/sentences.js';
import type { Gap } from './templates.types.js';

export const unknownStructureType = (pointer: string, code: string): FieldError =>
  fieldError(
    pointer,
    'unknown_structure_type',
    `« ${code} » n’est pas un type de structure connu : prenez un code de la liste des types.`,
    `"${code}" is no known type of structure: take a code of the list "StructureType" of GET /v1/reference-data.`,
  );

export const nothingKnown = (): AppError =>
  invalidField(
    '/frameworkId',
    'no_mission_known',
    'Aucune mission n’est connue pour ce référentiel dans ces structures : écrivez le parcours vous-même.',
    'No mission is known for this framework in these structures: write the ladder with POST /v1/ladders.',
  );

/** As many as tell one competency from another, and leave a sentence that is read at once. */
const WORDS = 10;

/** What to write for a competency; null where nothing needs it. */
export function explainGap({ title, unpractisedAt }: Gap): Bilingual | null {
  if (!unpractisedAt) return null;
  const [competency, level] = [shorten(title, WORDS), unpractisedAt.title];
  return bilingual(
    `Écrivez une mission qui mobilise « ${competency} », au palier « ${level} » ou avant.`,
    `Write a mission that draws on "${competency}", at the level "${level}" or before.`,
  );
}
