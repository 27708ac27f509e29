import { bilingual } from '../../../../kernel/language.js';
import { findFormFindings } from '../../form/form-findings.rules.js';
import type { CheckFacts, JudgedFinding } from '../check-facts.types.js';
import { plain, requirement } from './finding.rules.js';

/** What the form lacks for its deposit, where that was looked up, and what is odd in it: none of it stops a signature. */
export function findForm({ kind, form, missing }: CheckFacts): JudgedFinding[] {
  const count = missing?.length ?? 0;
  return [
    ...(count === 0
      ? []
      : [
          requirement('deposit', {
            code: 'form_incomplete',
            pointer: '/form',
            detail: bilingual(
              `Il manque ${count} case(s) au formulaire pour le dépôt : remplissez ce que liste « missing » du formulaire.`,
              `The form lacks ${count} box(es) for its deposit: fill what "missing" of the form lists.`,
            ),
          }),
        ]),
    ...(form ? findFormFindings(kind, form).map(plain) : []),
  ];
}
