import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Functions that see past row security for whoever asks answer nothing when nobody does. Their words stay as they stand. */
export class ConstrainFunctions1797060000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const name of VALUES) {
      await replaceIn(runner, name, /\nRETURN ([\s\S]*)$/, (value) => {
        return `\nRETURN CASE WHEN app.is_signed_in() THEN ${value} END`;
      });
    }
    for (const name of ROWS) {
      await replaceIn(
        runner,
        name,
        /\n {2,3}WHERE (\()/,
        (rest) => `\n WHERE app.is_signed_in() AND ${rest}`,
      );
    }
    // Asked by the functions that let a client in, and by nobody else.
    const [role] = (await runner.query(
      `select p.oid::regprocedure::text as signature from pg_proc p where p.oid = to_regproc('app.client_role')`,
    )) as { signature: string }[];
    await runner.query(`revoke execute on function ${role?.signature} from public`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('What they told to nobody is told to nobody: there is no way back.'));
  }
}

const VALUES = [
  'alternant_of_contract',
  'author_of_disputed',
  'author_of_fact',
  'birth_date_as_of',
  'decided_by',
  'framework_of_ladder',
  'structure_type_as_of',
];
const ROWS = ['contracts_followed', 'last_event', 'unfit_mandates'];

async function replaceIn(
  runner: QueryRunner,
  name: string,
  words: RegExp,
  by: (found: string) => string,
): Promise<void> {
  const [{ definition } = { definition: '' }] = (await runner.query(
    'select pg_get_functiondef(to_regproc($1)) as definition',
    [`app.${name}`],
  )) as { definition: string }[];
  if (!words.test(definition)) throw new Error(`${name} has another form than expected.`);
  await runner.query(definition.replace(words, (_, found: string) => by(found)));
}
