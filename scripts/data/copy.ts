import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** A cell as COPY takes it; an object is JSON. */
export type Cell = string | number | boolean | null | object;

/** The tables that are filled, with the columns given, in the order that their references need. */
export const TABLES = {
  organisations: 'id kind name siret structure_type version created_at updated_at',
  organisation_names: 'organisation_id recorded_at version name',
  people: 'id given_name family_name birth_date email owner_id version created_at updated_at',
  person_names: 'person_id recorded_at version given_name family_name',
  accounts: 'id person_id email password_hash created_at',
  memberships: 'id person_id organisation_id role from_day until_day created_at',
  contracts:
    'id kind alternant_id employer_id training_centre_id ladder_id starts_on until_day owner_id external_id legal_representative signed_on held_until ended_as cancelled_on suspensions version created_at updated_at last_sequence last_recorded_at',
  contract_steps:
    'id contract_id sequence recorded_at recorded_by kind on_day cause initiator comment terms',
  mandates:
    'id contract_id person_id role from_day until_day planned_until_day max_level sequence recorded_at recorded_by',
  observations: 'id contract_id sequence recorded_at observer_id observed_on mission unit with_sign_off items',
  observation_withdrawals: 'id observation_id contract_id sequence recorded_at withdrawn_by reason',
  sign_offs:
    'id contract_id sequence recorded_at signer_id observed_on competency level outcome next_step reason comment observation_id attempt',
  revocations: 'id sign_off_id contract_id sequence recorded_at revoked_by reason_code reason',
  level_decisions:
    'id contract_id sequence recorded_at decided_by mandate_id capacity level decision reason cosigns',
  events: 'id contract_id sequence type recorded_at actor_person_id data',
  progress: 'contract_id sequence current_level complete levels last_sign_off_on state tallies marks',
} as const;
export type Table = keyof typeof TABLES;

/** Rows on their way to the database, a few thousand at a time: memory does not grow with what is generated. */
export class Rows {
  private lines = emptyLines();

  /** The cells in the order of `TABLES`. */
  add(table: Table, cells: readonly Cell[]): void {
    this.lines[table].push(cells.map(cellText).join('\t'));
  }

  /** Writes all, or nothing. */
  async write(client: pg.Client): Promise<void> {
    const lines = this.lines;
    this.lines = emptyLines();
    await client.query('begin');
    try {
      for (const table of Object.keys(TABLES) as Table[]) {
        if (lines[table].length === 0) continue;
        const copy = client.query(copyFrom(`copy ${table} (${TABLES[table].replaceAll(' ', ', ')}) from stdin`));
        await pipeline(Readable.from(chunksOf(lines[table])), copy);
      }
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  }
}

const emptyLines = (): Record<Table, string[]> =>
  Object.fromEntries(Object.keys(TABLES).map((table) => [table, []])) as unknown as Record<Table, string[]>;

function* chunksOf(lines: readonly string[]): Generator<string> {
  for (let at = 0; at < lines.length; at += 500) yield `${lines.slice(at, at + 500).join('\n')}\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '\\N';
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? '') : text;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
