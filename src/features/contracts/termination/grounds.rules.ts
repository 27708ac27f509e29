import { addDays, addMonths, daysBetween, laterOf, type Day } from '../../../kernel/days.js';
import { bilingual, type Bilingual } from '../../../kernel/language.js';
import { figureOf, legalRuleOn, type LegalRuleVersion } from '../../../kernel/legal-rules.js';
import { END_CAUSES, judgedOn, type EndCause, type Initiator } from '../contract-details.types.js';
import { isMinor } from '../contracts.types.js';
import type { EndDocument, EndingContract, TerminationGround } from './grounds.types.js';

interface Ground {
  readonly initiators: readonly Initiator[];
  readonly documents: readonly EndDocument[];
  /** The rule that has its article. */
  readonly rule: string;
}

const AFTER_TRIAL = 'apprenticeship.end.grounds_after_trial';
/** The contract goes on with whoever takes the activity over. */
export const TRANSFER = 'apprenticeship.end.employer_transfer';
const ANYBODY: readonly Initiator[] = ['employer', 'alternant', 'both', 'training_centre', 'authority'];

/** The one table of what ends an apprenticeship early: who invokes it, and what has to be in the file. */
export const GROUNDS: Readonly<Record<EndCause, Ground>> = {
  trial_period: {
    initiators: ['employer', 'alternant'],
    documents: ['termination_letter'],
    rule: 'apprenticeship.trial_period.length',
  },
  mutual_agreement: { initiators: ['both'], documents: ['written_agreement'], rule: AFTER_TRIAL },
  resignation_mediated: {
    initiators: ['alternant'],
    documents: ['mediation_request', 'employer_information', 'termination_letter'],
    rule: 'apprenticeship.resignation.employer_to_effect_min',
  },
  dismissal_misconduct: { initiators: ['employer'], documents: ['dismissal_letter'], rule: AFTER_TRIAL },
  dismissal_unfitness: {
    initiators: ['employer'],
    documents: ['unfitness_opinion', 'dismissal_letter'],
    rule: AFTER_TRIAL,
  },
  force_majeure: { initiators: ['employer'], documents: ['termination_letter'], rule: AFTER_TRIAL },
  employer_death: {
    initiators: ['employer', 'authority'],
    documents: ['death_certificate'],
    rule: AFTER_TRIAL,
  },
  centre_exclusion: {
    initiators: ['employer', 'training_centre'],
    documents: ['exclusion_decision', 'dismissal_letter'],
    rule: 'apprenticeship.cfa_exclusion.new_cfa_max',
  },
  diploma_obtained: {
    initiators: ['alternant'],
    documents: ['termination_letter', 'diploma'],
    rule: 'apprenticeship.diploma_obtained.notice_min',
  },
  liquidation: { initiators: ['employer', 'authority'], documents: ['liquidator_letter'], rule: AFTER_TRIAL },
  inspection_refusal: {
    initiators: ['authority'],
    documents: ['inspection_decision'],
    rule: 'apprenticeship.suspension.decision_max',
  },
  employer_transferred: { initiators: ['employer'], documents: [], rule: TRANSFER },
  other: { initiators: ANYBODY, documents: ['termination_letter'], rule: AFTER_TRIAL },
};

/** More days than the free period has are proven. */
export function isTrialOver(contract: EndingContract): boolean {
  const rule = legalRuleOn('apprenticeship.trial_period.length', judgedOn(contract));
  return rule !== null && contract.trialDays !== null && contract.trialDays > figureOf(rule, 'days');
}

/** The free period may be over: by the calendar, or where none says, by the days that passed. */
export function mayTrialBeOver(contract: EndingContract, on: Day): boolean {
  const rule = legalRuleOn('apprenticeship.trial_period.length', judgedOn(contract));
  const days = contract.trialDaysAtMost ?? daysBetween(contract.startsOn, on);
  return rule !== null && days > figureOf(rule, 'days');
}

/** The causes of an apprenticeship, as they may be invoked by whoever begins on that day. */
export function groundsOn(contract: EndingContract, on: Day): TerminationGround[] {
  if (contract.kind !== 'apprenticeship') return [];
  const needsRepresentative = isMinor(contract.birthDate, on);
  return END_CAUSES.map((cause) => {
    const { initiators, documents, rule } = GROUNDS[cause];
    const law = legalRuleOn(rule, judgedOn(contract));
    const isOpen = !isTrialOver(contract) || (cause !== 'trial_period' && cause !== 'other');
    const signs = needsRepresentative && SIGNED_BY_MINOR.includes(cause);
    return {
      cause,
      initiators,
      isOpen,
      firstDayOut: laterOf(contract.startsOn, firstDayOut(cause, contract, on)),
      documents: signs ? [...documents, 'representative_signature'] : documents,
      article: law?.article ?? null,
      detail: detailOf(cause, contract, law),
    };
  });
}

/** What a minor signs, their representative signs too. */
export const SIGNED_BY_MINOR: readonly EndCause[] = [
  'trial_period',
  'mutual_agreement',
  'resignation_mediated',
  'diploma_obtained',
];

function firstDayOut(cause: EndCause, contract: EndingContract, on: Day): Day {
  const day = judgedOn(contract);
  if (cause === 'resignation_mediated') {
    const mediator = legalRuleOn('apprenticeship.resignation.mediator_to_employer_min', day);
    const employer = legalRuleOn('apprenticeship.resignation.employer_to_effect_min', day);
    return addDays(
      on,
      (mediator ? figureOf(mediator, 'min') : 0) + (employer ? figureOf(employer, 'min') : 0),
    );
  }
  const letter = legalRuleOn('apprenticeship.diploma_obtained.notice_min', day);
  return cause === 'diploma_obtained' && letter ? addMonths(on, figureOf(letter, 'min')) : on;
}

const DETAILS: Readonly<Record<EndCause, Bilingual>> = {
  trial_period: bilingual(
    'Chacun peut rompre par écrit, sans motif, tant que la période de formation pratique de début n’est pas accomplie en entreprise.',
    'Either party may end it in writing, without a reason, until the first period of practical training in the company is done.',
  ),
  mutual_agreement: bilingual(
    'Les deux parties signent un accord écrit.',
    'Both parties sign a written agreement.',
  ),
  resignation_mediated: bilingual(
    'L’alternant saisit d’abord le médiateur, s’il y en a un, puis informe l’employeur ; les délais courent l’un après l’autre.',
    'The alternant first asks the mediator, if there is one, then informs the employer; one delay runs after the other.',
  ),
  dismissal_misconduct: bilingual(
    'L’employeur licencie pour faute grave.',
    'The employer dismisses for serious misconduct.',
  ),
  dismissal_unfitness: bilingual(
    'Le médecin du travail a constaté l’inaptitude ; l’employeur licencie, sans obligation de reclassement.',
    'The occupational doctor found the alternant unfit; the employer dismisses, with no duty to find another post.',
  ),
  force_majeure: bilingual(
    'L’employeur constate la force majeure par écrit.',
    'The employer states the force majeure in writing.',
  ),
  employer_death: bilingual(
    'L’employeur, seul maître d’apprentissage de son entreprise, est décédé.',
    'The employer, sole tutor of a one-person company, has died.',
  ),
  centre_exclusion: bilingual(
    'Le centre a exclu définitivement l’alternant : il a deux mois pour en trouver un autre, sinon l’employeur peut licencier.',
    'The centre excluded the alternant for good: they have two months to find another, else the employer may dismiss.',
  ),
  diploma_obtained: bilingual(
    'L’alternant a son diplôme et l’écrit à l’employeur avant la fin, avec le préavis de la loi.',
    'The alternant has the diploma and writes so to the employer before the end, with the notice of the law.',
  ),
  liquidation: bilingual('Le liquidateur notifie la rupture.', 'The liquidator gives notice.'),
  inspection_refusal: bilingual(
    'L’inspection du travail a refusé la reprise : la rupture prend effet à sa notification.',
    'The labour inspectorate refused the return: the end takes effect when it is notified.',
  ),
  employer_transferred: bilingual(
    'L’activité passe à un autre employeur (fusion, reprise) : le contrat s’y poursuit, dans un nouveau qui fait suite à celui-ci.',
    'The activity passes to another employer (merger, takeover): the contract goes on there, in a new one that names this in "continuationOf".',
  ),
  other: bilingual(
    'Après le début, la loi limite les motifs : nommez celui qui s’applique.',
    'After the beginning the law limits the grounds: name the one that applies.',
  ),
};

function detailOf(cause: EndCause, contract: EndingContract, law: LegalRuleVersion | null): Bilingual {
  if (cause !== 'trial_period' || !law) return DETAILS[cause];
  const days = figureOf(law, 'days');
  const { trialDays } = contract;
  return trialDays === null
    ? bilingual(
        `Chacun peut rompre par écrit, sans motif, pendant les ${days} premiers jours de présence en entreprise : comptez-les.`,
        `Either party may end it in writing, without a reason, in the first ${days} days present in the company: count them.`,
      )
    : bilingual(
        `Chacun peut rompre par écrit, sans motif, pendant ${days} jours de présence en entreprise ; ${trialDays} sont établis.`,
        `Either party may end it in writing, without a reason, in ${days} days present in the company; ${trialDays} are proven.`,
      );
}
