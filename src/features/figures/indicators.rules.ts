import { bilingual, type Bilingual } from '../../kernel/language.js';
import { addDays, dayOf, daysBetween, type Day } from '../../kernel/days.js';
import { lifeOf } from '../contracts/contracts.types.js';
import type { FigureContract, FigureIndicator, FigureUnit, SchoolYear } from './figures.types.js';

/** An indicator as the page of indicators and the answers tell it. */
interface Definition {
  readonly title: Bilingual;
  readonly unit: FigureUnit;
  /** What is counted or measured, of whom, and since when. */
  readonly definition: Bilingual;
  readonly source: Bilingual;
}

/** Each contract is in one category, and no category lies within another. */
interface Counted extends Definition {
  readonly kind: 'counted';
  readonly categoryOf: (contract: FigureContract, year: SchoolYear) => string;
}

/** What is measured of a contract, category by category; the middle is told. */
interface Measured extends Definition {
  readonly kind: 'measured';
  readonly measure: (contract: FigureContract) => readonly (readonly [category: string, value: number])[];
}

/** The contracts of each main tutor; the middle is told. */
interface PerTutor extends Definition {
  readonly kind: 'per_tutor';
}

export type Indicator = Counted | Measured | PerTutor;

/** Ends that are no break: the diploma came first, or the business went on under another name. */
const NO_BREAKS: readonly (string | null)[] = ['diploma_obtained', 'employer_transferred'];

function endCategory({ steps }: FigureContract, { closedOn }: SchoolYear): string {
  const life = lifeOf(steps);
  const out = life.endedOn ?? life.until;
  if (out > closedOn) return 'running';
  if (life.endedAs !== 'terminated') return 'completed';
  const cause =
    steps.findLast(({ kind, on }) => kind === 'terminated' && on === life.endedOn)?.cause ?? 'other';
  if (NO_BREAKS.includes(cause)) return 'completed';
  return `broken_${cause}`;
}

const progressCategory = ({ achievedAt, levels }: FigureContract): string => {
  if (achievedAt.length === 0) return 'no_level';
  return achievedAt.length >= levels ? 'all_levels' : 'some_levels';
};

const daysPerLevel = ({ steps, achievedAt }: FigureContract) => {
  const days: Day[] = [lifeOf(steps).startsOn, ...achievedAt.map(dayOf)];
  return achievedAt.map(
    (_, index) =>
      [`level_${index + 1}`, Math.max(0, daysBetween(days[index] as Day, days[index + 1] as Day))] as const,
  );
};

const OURS = bilingual(
  'Définition de Palier ; ce n’est pas un taux publié au titre de L6111-8.',
  'Palier’s own definition; it is no rate published under L6111-8.',
);

export const INDICATORS: Readonly<Record<FigureIndicator, Indicator>> = {
  contract_ends: {
    kind: 'counted',
    title: bilingual('Ruptures et fins de contrat', 'Breaks and ends of contracts'),
    unit: 'contracts',
    definition: bilingual(
      'Contrats signés, commencés dans l’année scolaire : en cours, achevés ou rompus, par cause. Diplôme obtenu et transfert d’employeur ne sont pas des ruptures.',
      'Signed contracts that began in the school year: running, completed, or broken by cause. A diploma obtained and a transfer are no breaks.',
    ),
    source: OURS,
    categoryOf: endCategory,
  },
  ladder_progress: {
    kind: 'counted',
    title: bilingual('Avancement du parcours', 'Progress on the ladder'),
    unit: 'contracts',
    definition: bilingual(
      'Les mêmes contrats : aucun palier atteint, une partie, ou tous. Un palier rouvert ensuite reste compté.',
      'The same contracts: no level achieved, some, or all. A level that was reopened afterwards still counts.',
    ),
    source: OURS,
    categoryOf: progressCategory,
  },
  days_per_level: {
    kind: 'measured',
    title: bilingual('Durée par palier', 'Time per level'),
    unit: 'days',
    definition: bilingual(
      'Médiane des jours entre un palier atteint et le suivant ; pour le premier, depuis le début du contrat. Seuls comptent les paliers atteints.',
      'Median days between one level achieved and the next; for the first, since the contract began. Only levels achieved count.',
    ),
    source: OURS,
    measure: daysPerLevel,
  },
  request_days: {
    kind: 'measured',
    title: bilingual('Délai de réponse aux demandes', 'Delay from request to decision'),
    unit: 'days',
    definition: bilingual(
      'Médiane des jours entiers entre une demande de validation et sa décision. Les demandes retirées ou en attente ne comptent pas.',
      'Median of whole days from a sign-off request to its decision. Requests withdrawn or still waiting do not count.',
    ),
    source: OURS,
    measure: ({ requestDays }) => requestDays.map((days) => ['decided', days] as const),
  },
  contracts_per_tutor: {
    kind: 'per_tutor',
    title: bilingual('Contrats par tuteur', 'Contracts per tutor'),
    unit: 'contracts_per_tutor',
    definition: bilingual(
      'Médiane des contrats de l’année par tuteur principal, au dernier jour de l’année scolaire.',
      'Median contracts of the intake per main tutor, on the last day of the school year.',
    ),
    source: OURS,
  },
};

/** School years begin on 1 September; a month is left for what is recorded late. */
export const schoolYearOf = (year: number): SchoolYear => ({
  year,
  from: `${year}-09-01` as Day,
  until: `${year + 1}-09-01` as Day,
  closedOn: `${year + 1}-10-01` as Day,
});

/** The last day that belongs to the year. */
export const lastDayOf = ({ until }: SchoolYear): Day => addDays(until, -1);

/** Whether it was signed, and not cancelled, by then, and began in the year. */
export function isOfIntake({ steps }: FigureContract, { from, until }: SchoolYear): boolean {
  const life = lifeOf(steps);
  return (
    life.signedOn !== null && life.cancelledOn === null && from <= life.startsOn && life.startsOn < until
  );
}
