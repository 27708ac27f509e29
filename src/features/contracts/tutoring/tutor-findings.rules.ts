import { bilingual } from '../../../kernel/language.js';
import type { CheckFinding } from '../checks/checks.types.js';
import type { Appraised } from './appraisals.types.js';

/**
 * What the law says of those who are to tutor a contract. A main tutor who is not eligible warns, and stops the signature only
 * by a rule that may; what nobody recorded only warns. Of co-tutors and substitutes it informs.
 */
export function findTutorFindings(tutors: readonly Appraised[]): CheckFinding[] {
  return tutors.flatMap(({ role, name, eligibility }) => {
    const { word, rule, article, mayBlock, detail } = eligibility;
    if (word === 'eligible' || word === 'not_asked') return [];
    const isMain = role === 'main_tutor';
    if (word === 'unknown' && !isMain) return [];
    const blocks = word === 'not_eligible' && isMain && mayBlock;
    return [
      {
        code: word === 'unknown' ? 'maitre_eligibility_unknown' : 'maitre_not_eligible',
        severity: blocks ? 'block' : isMain ? 'warn' : 'inform',
        blocks: blocks ? 'sign' : null,
        pointer: null,
        detail: bilingual(`${name}. ${detail.fr}`, `${name}. ${detail.en}`),
        rule,
        article,
      } satisfies CheckFinding,
    ];
  });
}
