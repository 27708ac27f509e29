import { daysBetween } from '../../../../kernel/days.js';
import { bilingual } from '../../../../kernel/language.js';
import { figureOf, legalRuleOn, type LegalRuleVersion } from '../../../../kernel/legal-rules.js';
import { shorten } from '../../../../kernel/sentences.js';
import type { Alternation } from '../../calendar/calendar.types.js';
import { plannedDays } from '../../calendar/findings.rules.js';
import { withinContract } from '../../placements/placed.rules.js';
import type { PlacementId, PlacementRow } from '../../placements/placements.types.js';
import type { CheckFacts, JudgedFinding } from '../check-facts.types.js';
import { warning } from './finding.rules.js';

/** The code by which the form says that the employer is a group of employers. */
const EMPLOYER_GROUP = '2';

/** What is asked of a contract, beside its placements. */
type Asked = Pick<CheckFacts, 'kind' | 'signedOn' | 'form'>;

/**
 * What the law has to say of days spent at hosts. It never stops anything: of the placements of a diploma it is not settled
 * whether the same bounds hold.
 */
export function findPlacements(
  facts: Asked,
  alternation: Pick<Alternation, 'startsOn' | 'until' | 'isPublic' | 'calendar'>,
  recorded: readonly PlacementRow[],
  tutored: readonly PlacementId[],
): JudgedFinding[] {
  const placements = withinContract(recorded, alternation);
  const rule = legalRuleOn('apprenticeship.host_company', facts.signedOn);
  if (facts.kind !== 'apprenticeship' || placements.length === 0) return [];
  return [
    ...placements.flatMap((one) => findPapers(rule, one, tutored)),
    ...(rule ? findHosts(rule, facts, placements) : []),
    ...findShare(rule, facts, alternation, placements),
  ];
}

function findPapers(
  rule: LegalRuleVersion | null,
  { id, hostId, hostName, tutorName, agreementSignedOn, agreementSentOn }: PlacementRow,
  tutored: readonly PlacementId[],
): JudgedFinding[] {
  const name = shorten(hostName);
  const found: JudgedFinding[] = [];
  if (agreementSignedOn === null)
    found.push(
      warning(rule, {
        code: 'placement_agreement_missing',
        detail: bilingual(
          `Accueil chez « ${name} » : aucune convention signée n’est enregistrée. Faites-la signer par les trois parties.`,
          `Placement at "${name}": no signed agreement is recorded. Have all three parties sign it.`,
        ),
      }),
    );
  else if (agreementSentOn === null)
    found.push(
      warning(rule, {
        code: 'placement_agreement_not_sent',
        detail: bilingual(
          `Accueil chez « ${name} » : envoyez la convention au centre et à l’organisme de dépôt, puis enregistrez-le.`,
          `Placement at "${name}": send the agreement to the centre and the deposit body, then record it.`,
        ),
      }),
    );
  if (hostId === null ? tutorName === null : !tutored.includes(id))
    found.push(
      warning(rule, {
        code: 'placement_tutor_missing',
        detail: bilingual(
          `Accueil chez « ${name} » : personne n’y est tuteur. Donnez un mandat, ou le nom du tuteur.`,
          `Placement at "${name}": nobody tutors there. Give a mandate, or the name of the tutor.`,
        ),
      }),
    );
  return found;
}

function findHosts(
  rule: LegalRuleVersion,
  { form }: Asked,
  placements: readonly PlacementRow[],
): JudgedFinding[] {
  const isGroup = form?.employer.specificEmployer === EMPLOYER_GROUP;
  const most = figureOf(rule, isGroup ? 'max_hosts_employer_group' : 'max_hosts');
  const hosts = new Set(placements.map((one) => hostKey(one, placements))).size;
  if (hosts <= most) return [];
  return [
    warning(rule, {
      code: 'placement_hosts_too_many',
      detail: bilingual(
        `${hosts} hôtes différents : la loi en admet ${most} pour un contrat. Vérifiez les accueils.`,
        `${hosts} different hosts: the law admits ${most} for a contract. Check the placements.`,
      ),
    }),
  ];
}

/** One host is one however it was named: by its organisation, its SIRET or its name. */
function hostKey({ hostId, hostSiret, hostName }: PlacementRow, all: readonly PlacementRow[]): string {
  const known = hostSiret && all.find((one) => one.hostId !== null && one.hostSiret === hostSiret);
  return hostId ?? ((known && known.hostId) || hostSiret || hostName.toLocaleLowerCase('fr'));
}

/** By the planned days at the company and at hosts; by dates alone where the calendar does not say all of them. */
function findShare(
  rule: LegalRuleVersion | null,
  { signedOn }: Asked,
  alternation: Parameters<typeof findPlacements>[1],
  placements: readonly PlacementRow[],
): JudgedFinding[] {
  const { hosted, all, isPlanned } = countDays(alternation, placements);
  const share = all === 0 ? 0 : (100 * hosted) / all;
  const shown = Math.round(share);
  const by = isPlanned
    ? bilingual('d’après le calendrier', 'by the calendar')
    : bilingual('d’après les seules dates', 'by the dates alone');
  const found: JudgedFinding[] = [];
  if (rule && share > figureOf(rule, 'max_share'))
    found.push(
      warning(rule, {
        code: 'placement_share_high',
        detail: bilingual(
          `${shown} % du temps en entreprise est chez des hôtes ${by.fr} : la loi en admet ${figureOf(rule, 'max_share')} %. Vérifiez les accueils.`,
          `${shown}% of the company time is at hosts ${by.en}: the law admits ${figureOf(rule, 'max_share')}%. Check the placements.`,
        ),
      }),
    );
  const ofState = legalRuleOn('apprenticeship.host_public', signedOn);
  if (ofState && alternation.isPublic === true && 100 - share <= figureOf(ofState, 'min_share'))
    found.push(
      warning(ofState, {
        code: 'placement_public_share_low',
        detail: bilingual(
          `L’employeur public garde ${100 - shown} % du temps pratique ${by.fr} : il en faut plus de ${figureOf(ofState, 'min_share')} %.`,
          `The public employer keeps ${100 - shown}% of the practical time ${by.en}: it takes more than ${figureOf(ofState, 'min_share')}%.`,
        ),
      }),
    );
  return found;
}

function countDays(
  alternation: Parameters<typeof findPlacements>[1],
  placements: readonly PlacementRow[],
): { readonly hosted: number; readonly all: number; readonly isPlanned: boolean } {
  const { startsOn, until, calendar } = alternation;
  const days = calendar.plan === null ? [] : plannedDays(alternation);
  if (days.length > 0 && days.every(({ place }) => place !== 'unknown')) {
    const of = (wanted: string) => days.filter(({ place }) => place === wanted).length;
    return { hosted: of('host'), all: of('host') + of('company'), isPlanned: true };
  }
  const hosted = placements.reduce((sum, one) => sum + daysBetween(one.from, one.until), 0);
  return { hosted, all: daysBetween(startsOn, until), isPlanned: false };
}
