import { addDays, addMonths } from '../../../../kernel/days.js';
import { formatDay } from '../../../../kernel/days-in-words.js';
import { bilingual } from '../../../../kernel/language.js';
import { figureOf, legalRuleOn } from '../../../../kernel/legal-rules.js';
import { isMinor } from '../../contracts.types.js';
import { codesOf } from '../../deposits/deposits.rules.js';
import type { CheckFacts, JudgedFinding } from '../check-facts.types.js';
import { information } from './finding.rules.js';

/** What has to be done, and by when: it never stops anything. */
export function findDeadlines(facts: CheckFacts): JudgedFinding[] {
  return [
    ...findDeclaration(facts),
    ...findDeposit(facts),
    ...findMedical(facts),
    ...findReview(facts),
    ...findExamLeave(facts),
    ...findParticipation(facts),
    ...findAid(facts),
  ];
}

/** Before the first day alone: afterwards nobody needs to be told. */
function findDeclaration({ startsOn, today, signedOn }: CheckFacts): JudgedFinding[] {
  const rule = legalRuleOn('hiring.declaration_window', signedOn);
  if (!rule || today >= startsOn) return [];
  const [from, to] = [formatDay(addDays(startsOn, -figureOf(rule, 'earliest'))), formatDay(startsOn)];
  return [
    information(rule, {
      code: 'hiring_declaration_due',
      pointer: '/startsOn',
      detail: bilingual(
        `Déclarez l’embauche à l’URSSAF entre le ${from.fr} et le ${to.fr}.`,
        `Declare the hiring to URSSAF between ${from.en} and ${to.en}.`,
      ),
    }),
  ];
}

function findMedical({ kind, startsOn, alternantBirthDate, signedOn }: CheckFacts): JudgedFinding[] {
  const before = legalRuleOn('medical.minor_before_assignment', signedOn);
  if (before && isMinor(alternantBirthDate, startsOn)) {
    const day = formatDay(startsOn);
    return [
      information(before, {
        code: 'medical_visit_due',
        pointer: '/startsOn',
        detail: bilingual(
          `La visite médicale d’un mineur a lieu avant sa prise de poste, le ${day.fr}.`,
          `A minor has their medical visit before taking up the post, on ${day.en}.`,
        ),
      }),
    ];
  }
  const rule = legalRuleOn('medical.apprentice_max', signedOn);
  if (kind !== 'apprenticeship' || !rule) return [];
  const by = formatDay(addMonths(startsOn, figureOf(rule, 'max')));
  return [
    information(rule, {
      code: 'medical_visit_due',
      pointer: '/startsOn',
      detail: bilingual(
        `La visite médicale de l’apprenti a lieu au plus tard le ${by.fr}, avant tout travail de nuit.`,
        `The apprentice has their medical visit by ${by.en}, before any night work.`,
      ),
    }),
  ];
}

function findReview({ kind, startsOn, signedOn }: CheckFacts): JudgedFinding[] {
  const rule = legalRuleOn('professionalisation.fit_review_max', signedOn);
  if (kind !== 'professionalisation' || !rule) return [];
  const by = formatDay(addMonths(startsOn, figureOf(rule, 'max')));
  return [
    information(rule, {
      code: 'fit_review_due',
      pointer: '/startsOn',
      detail: bilingual(
        `Employeur et alternant examinent ensemble le programme au plus tard le ${by.fr}.`,
        `Employer and alternant review the programme together by ${by.en}.`,
      ),
    }),
  ];
}

function findExamLeave({ kind, form, signedOn }: CheckFacts): JudgedFinding[] {
  const rule = legalRuleOn('apprenticeship.exam_leave', signedOn);
  const exams = form?.training.endsOn ?? null;
  if (kind !== 'apprenticeship' || !rule || exams === null) return [];
  const day = formatDay(exams);
  return [
    information(rule, {
      code: 'exam_leave_due',
      pointer: '/form/training/endsOn',
      detail: bilingual(
        `Avant les examens du ${day.fr}, l’apprenti a ${figureOf(rule, 'days')} jours ouvrables de congé payé.`,
        `Before the exams of ${day.en} the apprentice has ${figureOf(rule, 'days')} working days of paid leave.`,
      ),
    }),
  ];
}

/** From licence level on (CERFA 6x and 7x) a private employer pays a part of the training. */
function findParticipation({ kind, form, signedOn }: CheckFacts): JudgedFinding[] {
  const rule = legalRuleOn('funding.employer_participation', signedOn);
  const type = form?.training.diplomaType ?? null;
  if (kind !== 'apprenticeship' || !rule || form?.employer.isPublic !== false) return [];
  if (type === null || !/^[678]/.test(type)) return [];
  return [
    information(rule, {
      code: 'employer_participation_due',
      pointer: '/form/training/diplomaType',
      detail: bilingual(
        `À ce niveau, l’employeur verse ${figureOf(rule, 'flat')} € au centre de formation.`,
        `At this level the employer pays ${figureOf(rule, 'flat')} € to the training centre.`,
      ),
    }),
  ];
}

/** Until it has begun: the day itself is that of its calendar. */
function findDeposit({ kind, form, today, startsOn, signedOn }: CheckFacts): JudgedFinding[] {
  const isPublic = form?.employer.isPublic === true;
  const rule = legalRuleOn(codesOf({ kind, isPublic }).max, signedOn);
  if (!rule || today >= startsOn) return [];
  const days = figureOf(rule, 'max');
  const where = isPublic
    ? bilingual('au service de l’État', 'the State service')
    : bilingual('à l’OPCO', 'the OPCO');
  const unit =
    kind === 'professionalisation'
      ? bilingual('jours', 'days')
      : bilingual('jours ouvrables', 'working days');
  return [
    information(rule, {
      code: 'deposit_due',
      pointer: '/startsOn',
      detail: bilingual(
        `Transmettez le contrat ${where.fr} dans les ${days} ${unit.fr} qui suivent son début.`,
        `Send the contract to ${where.en} within ${days} ${unit.en} of its start.`,
      ),
    }),
  ];
}

/** The aid to a private employer of few people who hires for a diploma up to the level of the baccalaureate. */
function findAid({ kind, form, signedOn }: CheckFacts): JudgedFinding[] {
  const rule = legalRuleOn('aid.permanent', signedOn);
  const headcount = form?.employer.headcount ?? null;
  const type = form?.training.diplomaType ?? null;
  if (kind !== 'apprenticeship' || !rule || form?.employer.isPublic !== false) return [];
  if (headcount === null || headcount >= figureOf(rule, 'employees_less_than')) return [];
  if (type === null || Number(type[0]) > figureOf(rule, 'diploma_level_max')) return [];
  return [
    information(rule, {
      code: 'hiring_aid_possible',
      pointer: '/form/employer/headcount',
      detail: bilingual(
        `Une aide à l’embauche jusqu’à ${figureOf(rule, 'max_first_year')} € est possible : transmettez le contrat sous ${figureOf(rule, 'send_contract_within')} mois.`,
        `A hiring aid of up to ${figureOf(rule, 'max_first_year')} € is possible: send the contract within ${figureOf(rule, 'send_contract_within')} months.`,
      ),
    }),
  ];
}
