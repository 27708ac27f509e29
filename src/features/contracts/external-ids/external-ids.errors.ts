import type { FieldError } from '../../../kernel/errors.js';
import { fieldError } from '../../../kernel/refusals.js';

export const ladderNeeded = (): FieldError =>
  fieldError(
    '/ladderId',
    'required',
    'Nommez le parcours du nouveau contrat : seul un contrat déjà enregistré garde le sien sans le dire.',
    'Name the ladder of the new contract: only one that is recorded already keeps its own unsaid.',
  );
