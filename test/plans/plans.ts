import type pg from 'pg';
import { DataSource } from 'typeorm';
import type { TestApp } from '../support/app.js';

export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Loops'?: number;
  readonly 'Actual Rows'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** One statement as the server really ran it, also inside a function or a trigger. */
export interface Executed {
  /** What was asked for meanwhile. */
  readonly during: string;
  readonly statement: string;
  readonly milliseconds: number;
  readonly plan: PlanNode;
}

/** The server explains to the connection itself every statement of the application that is given. */
export class Plans {
  readonly executed: Executed[] = [];
  during = 'start';

  private constructor() {}

  /** The application must have been started after `explainEverything`. */
  static of(app: TestApp): Plans {
    const plans = new Plans();
    const known = new WeakSet();
    const { master } = app.nest.get(DataSource).driver as unknown as { master: pg.Pool };
    master.on('acquire', (client) => {
      if (known.has(client)) return;
      known.add(client);
      client.on('notice', ({ message }) => plans.note(message ?? ''));
    });
    return plans;
  }

  private note(message: string): void {
    const [, duration, json] = /^duration: ([\d.]+) ms +plan:\n(.*)$/s.exec(message) ?? [];
    if (!duration || !json) return;
    const { 'Query Text': statement, Plan: plan } = JSON.parse(json) as {
      'Query Text': string;
      Plan: PlanNode;
    };
    this.executed.push({ during: this.during, statement, milliseconds: Number(duration), plan });
  }
}

/** For connections that come after this. */
export async function explainEverything(owner: pg.Client): Promise<void> {
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice',
    jit: 'off',
  };
  const { rows } = await owner.query<{ name: string }>('select current_database() as name');
  for (const [name, value] of Object.entries(settings)) {
    await owner.query(`alter database ${rows[0]?.name} set ${name} = '${value}'`);
  }
}

/** Every node below, with the root. */
export function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
