import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../dev/embedded-postgres/embedded-postgres.js';
import { measureBooklet } from './bench/booklet.js';
import { casesOf, countedOf, growthCasesOf, warmUp } from './bench/cases.js';
import { findWhyNoCsv } from './bench/export.js';
import { judgeGrowth } from './bench/growth.js';
import { hostileOf } from './bench/hostile.js';
import { neighboursOf } from './bench/neighbours.js';
import { playRounds, type Runs } from './bench/measure.js';
import { findProgram } from './bench/pgbench.js';
import { Stage } from './bench/stage.js';
import { countStatements } from './bench/statements.js';
import { asTable, judge, judgeStatements, listErrors, type Verdict } from './bench/verdicts.js';

// `npm run bench`: what Palier costs beside what PostgreSQL alone costs, on this machine, now. Options: `--quick`;
// `--rounds`, `--contracts`, `--only words`; `--grow 100000` also compares with a larger database; `--write` keeps what
// was seen in docs/development/benchmarks.

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    contracts: { type: 'string' },
    grow: { type: 'string' },
    only: { type: 'string' },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 3 : 7));
const contracts = Number(values.contracts ?? (values.quick ? 2_000 : 10_000));
const amounts = values.quick
  ? { writes: 240, reads: 800, hellos: 3_000 }
  : { writes: 500, reads: 3_000, hellos: 10_000 };
const FOLDER = 'docs/development/benchmarks';
const report = (line: string): void => void process.stdout.write(`  ${line}\n`);

interface Results {
  readonly node: string;
  readonly postgres: string;
  readonly pgbench: string | null;
  readonly cpu: string;
  readonly rounds: number;
  readonly contracts: number;
  readonly runs: Runs;
  readonly noCsv: string | null;
  readonly statements: Readonly<Record<string, number>>;
  readonly growth: { readonly to: number; readonly runs: Runs } | null;
}

const folder = await mkdtemp(join(tmpdir(), 'palier-bench-'));
const given = process.env['DATABASE_URL'];
const embedded = given ? null : await startEmbeddedPostgres({ dataDir: folder });
try {
  const results = await measure(given ?? embedded?.url ?? '');
  const verdicts = verdictsOf(results);
  process.stdout.write(`\n${asTable(verdicts)}\n`);
  report(await measureBooklet());
  if (values.write) await write(results, verdicts);
  process.exitCode = verdicts.some(({ holds }) => holds === 'no') ? 1 : 0;
} finally {
  await embedded?.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measure(serverUrl: string): Promise<Results> {
  const program = await findProgram('pgbench');
  if (!program)
    report('pgbench manque (apt-get install postgresql-contrib) : sans lui, rien à quoi comparer.');
  report(`${contracts} contrats…`);
  const stage = await Stage.set(serverUrl, contracts);
  try {
    if (!stage.postgres) report('PostgreSQL tourne ailleurs : son temps de calcul ne se lit pas.');
    const noCsv = await findWhyNoCsv(stage);
    if (noCsv) report(`CSV : ${noCsv}`);
    const words = values.only?.split(',');
    const has = {
      pgbench: program !== null,
      psql: (await findProgram('psql')) !== null,
      csv: noCsv === null,
    };
    const all = [
      ...(await casesOf(stage, amounts, has)),
      ...neighboursOf(stage, amounts),
      ...hostileOf(stage),
    ];
    const cases = all.filter(
      ({ name }) => !words || words.some((word) => name === word || name.startsWith(`${word}: `)),
    );
    report(`${stage.signables.length} validations possibles, ${cases.length} cas, ${rounds} tours`);
    report('Mise en route…');
    await warmUp(stage, amounts);
    const runs = await playRounds(cases, stage.postgres, rounds, report);
    // Whatever fails later, this was seen.
    process.stdout.write(`\n${asTable(judge(runs, noCsv))}\n`);
    const { rows } = await stage.owner.query<{ version: string }>('select version()');
    return {
      node: process.version,
      postgres: rows[0]?.version ?? '',
      pgbench: program,
      cpu: `${cpus().length} × ${cpus()[0]?.model ?? '?'}`,
      rounds,
      contracts,
      runs,
      noCsv,
      statements: words ? {} : await countStatements(stage, countedOf(stage, has.csv)),
      growth: values.grow ? await measureGrowth(serverUrl, stage, Number(values.grow), has.csv) : null,
    };
  } finally {
    await stage.strike();
  }
}

async function measureGrowth(serverUrl: string, small: Stage, to: number, hasCsv: boolean) {
  report(`${to} contrats…`);
  const large = await Stage.set(serverUrl, to);
  try {
    await warmUp(large, amounts);
    const cases = [...growthCasesOf(small, amounts, hasCsv), ...growthCasesOf(large, amounts, hasCsv)];
    return { to, runs: await playRounds(cases, small.postgres, rounds, report) };
  } finally {
    await large.strike();
  }
}

function verdictsOf({ runs, noCsv, statements, growth, contracts: small }: Results): Verdict[] {
  const errors = listErrors(runs);
  if (errors.length > 0) process.stdout.write(`\nRéponses inattendues : ${errors.join(', ')}\n`);
  return [
    ...judge(runs, noCsv),
    ...judgeStatements(statements),
    ...judgeGrowth(growth?.runs ?? {}, small, growth?.to ?? null),
  ];
}

/** The page is made of what was measured, and of what is told of the changes. */
async function write(results: Results, verdicts: readonly Verdict[]): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, 'latest.json'), `${JSON.stringify(results, null, 1)}\n`);
  const changes = await readFile(join(FOLDER, 'changes.md'), 'utf8').catch(() => '');
  await writeFile(
    'docs/development/benchmarks.md',
    `# Benchmarks

Written by \`npm run bench -- --write\` from [what it measured](benchmarks/latest.json), never by hand. Medians of ${results.rounds}
interleaved rounds, after a warm-up, over ${results.contracts} generated contracts, PostgreSQL at default durability on the same machine as the API and what loads it:
${results.cpu}, Node ${results.node}, ${results.postgres.split(' on ')[0]}, ${results.pgbench ?? 'no pgbench'}. Figures of another run differ; ratios less.

${asTable(verdicts)}

${changes}`,
  );
}
