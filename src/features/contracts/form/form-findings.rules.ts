import { bilingual } from '../../../kernel/language.js';
import { isUai } from '../../organisations/identifiers.rules.js';
import type { CheckFinding } from '../checks/checks.types.js';
import type { ContractKind } from '../contracts.types.js';
import type { ContractForm, FormVersion } from './form.types.js';

/** Members that a form has from that version on. */
const SINCE: readonly {
  readonly pointer: string;
  readonly since: FormVersion;
  readonly isFilled: (form: ContractForm) => boolean;
}[] = [
  {
    pointer: '/form/alternant/youthEquivalence',
    since: '10103*13',
    isFilled: ({ alternant }) => alternant.youthEquivalence !== null,
  },
  {
    pointer: '/form/alternant/disabilityExtension',
    since: '10103*13',
    isFilled: ({ alternant }) => alternant.disabilityExtension !== null,
  },
  {
    pointer: '/form/training/distanceHours',
    since: '10103*14',
    isFilled: ({ training }) => training.distanceHours !== null,
  },
];

/** What is odd in a form by itself. None of it stops anything. */
export function findFormFindings(kind: ContractKind, form: ContractForm): CheckFinding[] {
  const { formVersion, training } = form;
  const ofKind = formVersion?.startsWith(kind === 'apprenticeship' ? '10103' : '12434') ?? true;
  return [
    ...(ofKind
      ? []
      : [
          warning(
            'form_of_other_kind',
            '/form/formVersion',
            'Cette version de formulaire est celle d’un autre type de contrat : corrigez-la.',
            'This version of the form is that of another kind of contract: correct it.',
          ),
        ]),
    ...SINCE.flatMap(({ pointer, since, isFilled }) =>
      formVersion !== null && formVersion < since && formVersion.startsWith('10103') && isFilled(form)
        ? [
            warning(
              'form_version_lacks_member',
              pointer,
              `La version ${formVersion} du formulaire n’a pas cette case : choisissez la ${since}, ou videz-la.`,
              `Version ${formVersion} of the form has no such box: choose ${since}, or empty it.`,
            ),
          ]
        : [],
    ),
    ...(training.siteUai !== null && !isUai(training.siteUai)
      ? [
          warning(
            'site_uai_key',
            '/form/training/siteUai',
            'La lettre de cet UAI n’est pas celle que donnent ses chiffres : vérifiez-le.',
            'The letter of this UAI is not the one that its digits give: check it.',
          ),
        ]
      : []),
  ];
}

const warning = (code: string, pointer: string, fr: string, en: string): CheckFinding => ({
  code,
  severity: 'warn',
  blocks: null,
  pointer,
  detail: bilingual(fr, en),
  rule: null,
  article: null,
});
