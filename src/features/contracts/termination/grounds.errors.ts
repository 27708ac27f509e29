import { AppError } from '../../../kernel/errors.js';
import { bilingual } from '../../../kernel/language.js';
import type { EndFinding } from './grounds.types.js';

/** What is recorded contradicts the law: the first finding says how, all of them are members. */
export const endNotGrounded = (findings: readonly EndFinding[]): AppError =>
  new AppError(
    'conflict',
    'end_not_grounded',
    {
      title: bilingual('Rupture impossible à cette date', 'No end possible on that day'),
      detail:
        findings[0]?.detail ?? bilingual('Vérifiez le motif et les dates.', 'Check the ground and the days.'),
    },
    { errors: findings.map(({ code, detail }) => ({ pointer: POINTERS[code] ?? '/cause', code, detail })) },
  );

const POINTERS: Readonly<Record<string, string>> = {
  information_too_late: '/employerInformedOn',
  letter_too_late: '/letterGivenOn',
};
