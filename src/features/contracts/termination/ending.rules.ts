import { addMonths } from '../../../kernel/days.js';
import { formatDay } from '../../../kernel/days-in-words.js';
import { PEOPLE_LABELS } from '../../../kernel/labels/people-labels.js';
import { bilingual } from '../../../kernel/language.js';
import { figureOf, legalRuleOn } from '../../../kernel/legal-rules.js';
import { listed } from '../../../kernel/sentences.js';
import { judgedOn } from '../contract-details.types.js';
import { isMinor } from '../contracts.types.js';
import { WHO_HEARS_OF_AN_END } from '../signing/law.rules.js';
import { GROUNDS, isTrialOver, mayTrialBeOver, SIGNED_BY_MINOR, TRANSFER } from './grounds.rules.js';
import { aboutResignation, finding, warning } from './resignation.rules.js';
import type { EndFinding, Ending, EndingContract } from './grounds.types.js';

/**
 * All that the law has to say of an early end, by the rules of the day of the contract's signature. What is not recorded
 * never stops it: it warns.
 */
export function judgeEnding(contract: EndingContract, ending: Ending): EndFinding[] {
  if (contract.kind !== 'apprenticeship') return [...aboutTransfer(contract, ending), whoHears(contract)];
  return [
    ...aboutTrial(contract, ending),
    ...aboutInitiator(ending),
    ...aboutAgreement(contract, ending),
    ...aboutResignation(contract, ending),
    ...aboutDiploma(contract, ending),
    ...aboutTransfer(contract, ending),
    ...aboutRepresentative(contract, ending),
    whoHears(contract),
  ];
}

function aboutTrial(contract: EndingContract, { cause, on }: Ending): EndFinding[] {
  const rule = legalRuleOn('apprenticeship.trial_period.length', judgedOn(contract));
  const grounds = legalRuleOn('apprenticeship.end.grounds_after_trial', judgedOn(contract));
  if (!rule) return [];
  const days = figureOf(rule, 'days');
  const isOver = isTrialOver(contract);
  if (cause === 'trial_period' && (isOver || mayTrialBeOver(contract, on)))
    return [
      finding('trial_period_over', rule, isOver, [
        `La rupture libre ne vaut que ${days} jours de présence en entreprise (${rule.article}) : comptez-les, ou nommez un autre motif.`,
        `Ending freely is possible for ${days} days present in the company (${rule.article}): count them, or name another ground.`,
      ]),
    ];
  if (cause !== 'other' || !(isOver || mayTrialBeOver(contract, on))) return [];
  return [
    finding('ground_not_listed', grounds, isOver, [
      `Passé ${days} jours de présence, la loi énumère les motifs de rupture (${rule.article}) : nommez celui qui s’applique.`,
      `After ${days} days present the law lists the grounds of an end (${rule.article}): name the one that applies.`,
    ]),
  ];
}

function aboutInitiator({ cause, initiator }: Ending): EndFinding[] {
  if (cause === null || initiator === null || GROUNDS[cause].initiators.includes(initiator)) return [];
  const who = GROUNDS[cause].initiators.map((one) => PEOPLE_LABELS.ContractInitiator[one]);
  return [
    warning('initiator_unusual', null, [
      `Ce motif est invoqué par ${
        listed(
          who.map(({ fr }) => fr),
          'ou',
        ).fr
      } : vérifiez qui rompt.`,
      `This ground is invoked by ${
        listed(
          who.map(({ en }) => en),
          'ou',
        ).en
      }: check who ends it.`,
    ]),
  ];
}

function aboutAgreement(contract: EndingContract, { cause, on, proof }: Ending): EndFinding[] {
  if (cause !== 'mutual_agreement') return [];
  const rule = legalRuleOn('apprenticeship.end.grounds_after_trial', judgedOn(contract));
  const signed = proof.agreementSignedOn;
  if (signed === null)
    return [
      warning('agreement_not_recorded', rule, [
        'Les deux parties signent un accord écrit : indiquez-en le jour.',
        'Both parties sign a written agreement: give its day.',
      ]),
    ];
  if (signed <= on) return [];
  return [
    warning('agreement_after_end', rule, [
      `L’accord porte le ${formatDay(signed).fr}, après le premier jour sans contrat : vérifiez les dates.`,
      `The agreement bears ${formatDay(signed).en}, after the first day without a contract: check the days.`,
    ]),
  ];
}

function aboutDiploma(contract: EndingContract, { cause, on, proof }: Ending): EndFinding[] {
  if (cause !== 'diploma_obtained') return [];
  const rule = legalRuleOn('apprenticeship.diploma_obtained.notice_min', judgedOn(contract));
  if (!rule) return [];
  const months = figureOf(rule, 'min');
  const given = proof.letterGivenOn;
  if (given === null)
    return [
      warning('letter_not_recorded', rule, [
        `L’alternant l’écrit à l’employeur au moins ${months} mois avant (${rule.article}) : indiquez quel jour.`,
        `The alternant writes to the employer at least ${months} month before (${rule.article}): say on which day.`,
      ]),
    ];
  const earliest = addMonths(given, months);
  if (earliest <= on) return [];
  return [
    finding('letter_too_late', rule, true, [
      `Préavis donné le ${formatDay(given).fr} : la rupture est possible dès le ${formatDay(earliest).fr} (${rule.article}).`,
      `Notice was given on ${formatDay(given).en}: the end is possible from ${formatDay(earliest).en} (${rule.article}).`,
    ]),
  ];
}

/** What was agreed goes on elsewhere: it is no breach, and the next contract says what it continues. */
function aboutTransfer(contract: EndingContract, { cause }: Ending): EndFinding[] {
  if (cause !== 'employer_transferred') return [];
  const rule = legalRuleOn(TRANSFER, judgedOn(contract));
  const article = rule ? ` (${rule.article})` : '';
  return [
    warning('contract_to_continue', rule, [
      `Le contrat se poursuit chez le repreneur${article} : un avenant le fait passer en un acte, ou enregistrez-y la suite de celui-ci.`,
      `The contract goes on with the new employer${article}: an amendment passes it in one act, or record one there with this one in "continuationOf".`,
    ]),
  ];
}

/** The mediator acts where the representative does not answer: so it never stops. */
function aboutRepresentative(contract: EndingContract, { cause, on, proof }: Ending): EndFinding[] {
  if (cause === null || !SIGNED_BY_MINOR.includes(cause) || proof.representativeSigned === true) return [];
  if (!isMinor(contract.birthDate, on)) return [];
  const rule = legalRuleOn('apprenticeship.resignation.minor_mediator_max', judgedOn(contract));
  return [
    warning('representative_not_recorded', rule, [
      'L’alternant est mineur, ou son âge est inconnu : son représentant légal signe aussi l’acte de rupture.',
      'The alternant is a minor, or their age is unknown: a legal representative signs the end too.',
    ]),
  ];
}

function whoHears({ kind }: EndingContract): EndFinding {
  const { fr, en, source } = WHO_HEARS_OF_AN_END[kind];
  return {
    code: 'end_to_announce',
    stops: false,
    article: null,
    detail: bilingual(
      `La rupture est constatée par écrit : informez-en ${fr} (${source}).`,
      `The end is stated in writing: tell ${en} (${source}).`,
    ),
  };
}
