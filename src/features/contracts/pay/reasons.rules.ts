import { bilingual, type Bilingual } from '../../../kernel/language.js';
import type { AgeBand } from './grid.rules.js';
import type { PayBase, PayTerms } from './pay.types.js';

/** The percentages of a stretch, in hundredths, and why the second is more than the first. */
export interface Percents {
  readonly certain: number;
  readonly expected: number;
  /** The year of the grid. */
  readonly year: number;
  readonly why: readonly ('years_done' | 'licence_pro' | 'disability' | 'succession')[];
}

const WHY: Readonly<Record<Percents['why'][number], Bilingual>> = {
  years_done: bilingual(
    'Les années du cycle déjà faites comptent (D6222-28-1).',
    'Years of the cycle already done count (D6222-28-1).',
  ),
  licence_pro: bilingual(
    'La licence professionnelle commence au taux de la 2e année (D6222-32).',
    'A licence professionnelle begins at the rate of year 2 (D6222-32).',
  ),
  disability: bilingual(
    'L’année ajoutée d’un travailleur handicapé vaut 15 points de plus (R6222-48).',
    'The added year of a disabled worker is worth 15 points more (R6222-48).',
  ),
  succession: bilingual(
    'Après un contrat qui a donné le diplôme, le dernier taux est acquis (D6222-29).',
    'After a contract that gave the diploma its last rate is kept (D6222-29).',
  ),
};

/** Why a stretch asks for what it asks for, one sentence each. */
export function explainPay(
  terms: PayTerms,
  band: AgeBand,
  percents: Percents,
  { expectedBase, isPaidBefore }: { readonly expectedBase: PayBase; readonly isPaidBefore: boolean },
): Bilingual[] {
  return [
    main(terms, band, percents),
    ...percents.why.map((reason) => WHY[reason]),
    ...(expectedBase === 'SMC'
      ? [
          bilingual(
            'Le minimum de branche est plus élevé que le SMIC : c’est lui qui compte.',
            'The branch minimum is higher than the SMIC: it is what counts.',
          ),
        ]
      : []),
    ...(isPaidBefore
      ? [
          bilingual(
            'Le même employeur paie au moins autant que la dernière année du contrat précédent (D6222-29).',
            'The same employer pays at least as much as in the last year of the contract before (D6222-29).',
          ),
        ]
      : []),
    ...(terms.weeklyMinutes === null
      ? [
          bilingual(
            'L’horaire n’est pas dans le formulaire : le calcul prend 35 h.',
            'The hours are not in the form: 35 h are taken.',
          ),
        ]
      : []),
  ];
}

function main({ kind, birthDate }: PayTerms, band: AgeBand, { certain, year }: Percents): Bilingual {
  const age = birthDate === null ? UNKNOWN : ageIn(band);
  const percent = percentIn(certain);
  return kind === 'apprenticeship'
    ? bilingual(
        `${age.fr}, ${year === 1 ? '1re' : `${year}e`} année de la grille : ${percent.fr} % du SMIC (D6222-26).`,
        `${age.en}, year ${year} of the grid: ${percent.en} % of the SMIC (D6222-26).`,
      )
    : bilingual(
        `${age.fr} : ${percent.fr} % du SMIC (${band.to === null ? 'L6325-9' : 'D6325-15'}).`,
        `${age.en}: ${percent.en} % of the SMIC (${band.to === null ? 'L6325-9' : 'D6325-15'}).`,
      );
}

const UNKNOWN = bilingual(
  'Sans date de naissance, comme le plus jeune',
  'Without a birth date, as the youngest',
);

function ageIn({ from: youngest, to: oldest }: AgeBand): Bilingual {
  if (youngest === null) return bilingual(`Moins de ${(oldest ?? 0) + 1} ans`, `Under ${(oldest ?? 0) + 1}`);
  if (oldest === null) return bilingual(`${youngest} ans et plus`, `${youngest} and over`);
  return bilingual(`De ${youngest} à ${oldest} ans`, `From ${youngest} to ${oldest}`);
}

/** Hundredths of a percent, as they are read: 43, or 43,5. */
export const percentIn = (hundredths: number): Bilingual => {
  const text = String(hundredths / 100);
  return bilingual(text.replace('.', ','), text);
};

/** Cents, as they are read: « 802,82 € ». */
export const eurosIn = (cents: number): Bilingual => {
  const text = (cents / 100).toFixed(2);
  return bilingual(`${text.replace('.', ',')} €`, `€${text}`);
};
