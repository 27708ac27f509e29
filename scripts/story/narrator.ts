import type { Answer } from './http.js';

/** How the story is told: in colours by the demo, in silence by the test. */
export interface Narrator {
  chapter(title: string): void;
  explains(who: string, what: string): void;
  refuses(who: string, what: string, problem: Answer): void;
  ladder(ladder: Ladder): void;
  table(rows: readonly CohortRow[]): void;
  history(events: readonly { sequence: number; type: string; recordedAt: string }[]): void;
}

export interface Ladder {
  readonly at: string;
  readonly frozen: boolean;
  readonly complete: boolean;
  readonly currentLevel: string;
  readonly completion: { readonly acquired: number; readonly required: number };
  readonly levels: readonly {
    readonly code: string;
    readonly title: string;
    readonly status: string;
    readonly reason?: string;
    readonly requirements: readonly { readonly competency: string; readonly status: string }[];
  }[];
}

export interface CohortRow {
  readonly alternant: { readonly givenName: string; readonly familyName: string };
  readonly employer: { readonly name: string };
  readonly mainTutor: { readonly givenName: string; readonly familyName: string } | null;
  readonly status: string;
  readonly currentLevel: string;
  readonly acquired: number;
  readonly required: number;
  readonly levels: readonly {
    readonly title: string;
    readonly acquired: number;
    readonly required: number;
  }[];
  readonly flags: readonly string[];
}

export const silent: Narrator = {
  chapter: () => undefined,
  explains: () => undefined,
  refuses: () => undefined,
  ladder: () => undefined,
  table: () => undefined,
  history: () => undefined,
};

const paint = (code: number) => (text: string) =>
  process.stdout.isTTY || process.env['FORCE_COLOR'] ? `\u001B[${code}m${text}\u001B[0m` : text;
const bold = paint(1);
const dim = paint(2);
const red = paint(31);
const green = paint(32);
const yellow = paint(33);
const cyan = paint(36);

const MARKS: Record<string, string> = {
  achieved: green('✔ acquis'),
  open: cyan('▶ ouvert'),
  ready: yellow('✋ décision attendue'),
  reopened: yellow('↺ à reprendre'),
  locked: dim('🔒 verrouillé'),
};

const REASONS: Record<string, string> = {
  previous_level: 'palier précédent à terminer',
  basis_lost: 'base perdue',
};
const COUNTED = new Set(['acquired', 'kept']);

/** In French, in colours where the terminal has them. */
export const terminal: Narrator = {
  chapter: (title) => print(`\n${bold(`── ${title} ${'─'.repeat(Math.max(0, 70 - title.length))}`)}`),
  explains: (who, what) => print(`  ${bold(who.padEnd(24))} ${what}`),
  refuses: (who, what, { status, body }) => {
    print(`  ${bold(who.padEnd(24))} ${what}`);
    print(`  ${' '.repeat(24)} ${red(`✘ ${status} ${body.code}`)} — ${body.detail}`);
  },
  ladder: (ladder) => print(staircase(ladder)),
  table: (rows) => print(cohort(rows)),
  history: (events) => {
    for (const event of events) {
      const text = `${String(event.sequence).padStart(5)}  ${event.recordedAt.slice(11, 19)}  ${event.type}`;
      print(
        event.type.startsWith('level.') ? cyan(text) : event.type.includes('revoked') ? red(text) : dim(text),
      );
    }
  },
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** The highest level on top, each step further to the right. */
function staircase(ladder: Ladder): string {
  const steps = ladder.levels.map((level, index) => {
    const acquired = level.requirements.filter((requirement) => COUNTED.has(requirement.status)).length;
    const bar = '█'.repeat(acquired) + '░'.repeat(level.requirements.length - acquired);
    const reason = level.reason ? dim(` (${REASONS[level.reason] ?? level.reason})`) : '';
    const here = level.code === ladder.currentLevel ? bold(' ◀') : '';
    return `    ${'      '.repeat(index)}┌─ ${level.title.padEnd(17)} ${bar} ${acquired}/${level.requirements.length}  ${MARKS[level.status] ?? level.status}${reason}${here}`;
  });
  const done = `${ladder.completion.acquired}/${ladder.completion.required} validations`;
  const state = [
    done,
    ladder.complete ? green('parcours complet') : '',
    ladder.frozen ? yellow('contrat non actif : gelé') : '',
  ];
  return [...steps.toReversed(), `    ${dim('└─')} ${state.filter(Boolean).join(' · ')}`].join('\n');
}

const FLAGS: Record<string, string> = {
  behind_pace: 'en retard',
  stalled: 'à l’arrêt',
  no_main_tutor: 'sans tuteur',
  decision_awaited: 'décision attendue',
};

const STATUSES: Record<string, string> = {
  draft: 'brouillon',
  signed: 'signé',
  active: 'actif',
  suspended: 'suspendu',
  completed: 'terminé',
  terminated: 'rompu',
  cancelled: 'annulé',
};

function cohort(rows: readonly CohortRow[]): string {
  const name = (person: { givenName: string; familyName: string } | null) =>
    person ? `${person.givenName} ${person.familyName}` : '—';
  const cells = rows.map((row) => [
    name(row.alternant),
    row.employer.name,
    name(row.mainTutor),
    STATUSES[row.status] ?? row.status,
    ...row.levels.map((level) => `${level.acquired}/${level.required}`),
    `${row.acquired}/${row.required}`,
    row.flags.map((flag) => FLAGS[flag] ?? flag).join(', ') || '—',
  ]);
  const titles = [
    'Alternant',
    'Employeur',
    'Tuteur',
    'Contrat',
    ...(rows[0]?.levels.map((level) => level.title) ?? []),
    'Total',
    'À regarder',
  ];
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `    ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`;
  return [
    bold(line(titles)),
    dim(`    ${widths.map((width) => '─'.repeat(width)).join('  ')}`),
    ...cells.map(line),
  ].join('\n');
}
