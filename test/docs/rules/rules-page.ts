import {
  LEGAL_RULES,
  mayBlock,
  type LegalFigure,
  type LegalRuleVersion,
} from '../../../src/kernel/legal-rules.js';
import { FORM_LABELS } from '../../../src/kernel/labels/form-labels.js';
import { NAMES, UNITS, WORDS } from './french.js';

/** What an officer of a training centre looks for, and how the codes of such rules begin. */
export const THEMES: readonly (readonly [title: string, begins: RegExp])[] = [
  [
    'Contrat d’apprentissage : entrée, durée, déroulement',
    /^apprenticeship\.(age|duration|extension|start|signature|tripartite|training_share|third|public|mobility|host|exam|student)/,
  ],
  [
    'Contrat d’apprentissage : rupture, suspension, suites',
    /^apprenticeship\.(trial_period|end|resignation|diploma|cfa_excl|suspension|after_breach)/,
  ],
  ['Rémunération de l’apprenti', /^apprenticeship\.(pay|contribution)/],
  ['Contrat de professionnalisation', /^professionalisation\./],
  ['Maîtres d’apprentissage et tuteurs', /^(maitre|tuteur)\./],
  ['SMIC', /^smic\./],
  ['Travail, repos et santé', /^(minor|young|young_worker|adult|medical)\b/],
  ['Jours fériés', /^holidays\./],
  ['Embauche et dépôt', /^(deposit|hiring)\./],
  ['Aides, financement, CFA', /^(aid|funding|cfa)\./],
  ['Qualité', /^qualiopi\./],
  ['Diplômes, formulaire, tableau de bord', /^(rncp|training|form|tdb)\./],
];

const INTRODUCTION = `# Règles

Ce que Palier sait de la loi, règle par règle : pour qui tient les contrats dans un CFA ou chez un employeur. Cette page est faite de
\`data/legal-rules.json\` (\`UPDATE=1 npm test -- docs/rules\`) ; un programme lit la même chose par \`GET /v1/legal-rules\`.

Un contrat est jugé par la règle du jour de sa signature. **Bloque** : Palier refuse, si ce qui est enregistré contredit la règle ; seule une
règle lue dans la loi ou dans l’outil de l’État bloque. **Alerte** : Palier le dit. **Informe** : Palier s’en sert, ou le montre.
Ce qui n’est pas enregistré n’arrête rien. Les notes sont en anglais, comme dans les données. Rien ici ne remplace le texte.
`;

export function rulesPage(): string {
  const sections = THEMES.map(([title, begins]) => {
    const rules = LEGAL_RULES.filter(({ code }) => begins.test(code));
    const table = [
      '| règle | texte | depuis | jusqu’au | chiffres | effet | certitude |',
      '|---|---|---|---|---|---|---|',
      ...rules.map(rowOf),
    ];
    return [`## ${title}`, '', ...table].join('\n');
  });
  return `${[INTRODUCTION.trimEnd(), ...sections].join('\n\n')}\n`;
}

function rowOf(rule: LegalRuleVersion): string {
  const { LegalSeverity: severities, LegalCertainty: certainties } = FORM_LABELS;
  const cells = [
    `**${rule.titleFr}**<br>\`${rule.code}\`${rule.note ? `<br>*${rule.note}*` : ''}`,
    rule.article,
    rule.from === null ? '' : inFrench(rule.from),
    rule.until === null ? '' : inFrench(rule.until),
    rule.values.map(figure).join('<br>'),
    severities[rule.severity === 'block' && !mayBlock(rule) ? 'warn' : rule.severity].fr,
    certainties[rule.certainty].fr +
      (rule.amendedAbout ? ` ; texte réécrit vers le ${inFrench(rule.amendedAbout)}, non relu` : ''),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

const figure = ({ name, value, unit }: LegalFigure): string =>
  `${NAMES[name] ?? name} : ${[valueOf(value), UNITS[unit] ?? unit].filter(Boolean).join(' ')}`;

const inFrench = (day: string): string => day.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1');

function valueOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'aucun' : value.map(valueOf).join(', ');
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (typeof value === 'number') return String(value).replace('.', ',');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([department, day]) => `${department} le ${valueOf(day)}`)
      .join(', ');
  const text = String(value);
  return WORDS[text] ?? inFrench(text).replace(/^(\d\d)-(\d\d)$/, '$2/$1');
}
