import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { SCHEMA_VERSION } from '../database/database.probe.js';
import { VERSION } from '../version.js';
import { Lifecycle } from './lifecycle.js';

const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
const ACQUIRE_SECONDS = [0.0001, 0.001, 0.005, 0.02, 0.1, 0.5, 1, 5];

interface Answered {
  readonly method: string;
  readonly route: string;
  /** Null: the caller left before any answer. */
  readonly status: number | null;
  readonly ms: number;
  readonly problem: string | null;
}

/** What is being measured now, read when somebody asks. */
interface Sources {
  readonly inFlight: () => number;
  readonly pool: Pool;
}

/** A server whose metrics nobody may read measures nothing. */
@Injectable()
export class Metrics {
  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;
  private readonly measures: Measures | null;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(DataSource) { driver }: DataSource,
    lifecycle: Lifecycle,
  ) {
    const inFlight = () => lifecycle.inFlight;
    // TypeORM's name for the pool of its PostgreSQL driver.
    const pool = (driver as unknown as { master: Pool }).master;
    this.measures = config.metricsToken ? new Measures({ inFlight, pool }) : null;
  }

  answered(answered: Answered): void {
    this.measures?.answered(answered);
  }

  connectionAcquired(ms: number): void {
    this.measures?.acquire.observe(ms / 1000);
  }

  maintenanceDone(): void {
    this.measures?.maintenance.setToCurrentTime();
  }

  mailed(outcome: 'sent' | 'failed' | 'refused'): void {
    this.measures?.mails.inc({ outcome });
  }

  /** In Prometheus' text format. */
  async text(): Promise<string> {
    return (await this.measures?.registry.metrics()) ?? '';
  }
}

/** Every label is bounded by the code: route templates, methods that Node parses, classes of statuses, problem codes. */
class Measures {
  readonly registry = new Registry();
  readonly acquire: Histogram;
  readonly maintenance: Gauge;
  readonly mails: Counter<'outcome'>;
  private readonly requests: Histogram<'method' | 'route' | 'status'>;
  private readonly problems: Counter<'code'>;

  constructor(sources: Sources) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'palier_http_request_duration_seconds',
      help: 'From the first byte of a request read to its last byte answered.',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    });
    this.problems = new Counter({
      name: 'palier_problems_total',
      help: 'Refusals and errors, by the code of their problem document.',
      labelNames: ['code'],
      registers,
    });
    this.acquire = new Histogram({
      name: 'palier_pool_acquire_duration_seconds',
      help: 'How long a request waited for a connection of the pool.',
      buckets: ACQUIRE_SECONDS,
      registers,
    });
    this.maintenance = new Gauge({
      name: 'palier_maintenance_last_success_timestamp_seconds',
      help: 'When what has expired was last deleted by this process; 0: not yet.',
      registers,
    });
    this.mails = new Counter({
      name: 'palier_mails_total',
      help: 'Attempts to send a mail: sent, failed (tried again later), refused for good.',
      labelNames: ['outcome'],
      registers,
    });
    for (const outcome of ['sent', 'failed', 'refused'] as const) this.mails.inc({ outcome }, 0);
    this.readWhenAsked(sources);
  }

  answered({ method, route, status, ms, problem }: Answered): void {
    this.requests.observe({ method, route, status: classOf(status) }, ms / 1000);
    if (problem) this.problems.inc({ code: problem });
  }

  private readWhenAsked({ inFlight, pool }: Sources): void {
    this.gauge('palier_http_requests_in_flight', 'Requests begun and not ended.', inFlight);
    this.gauge('palier_pool_connections', 'Connections of the pool.', () => pool.totalCount);
    this.gauge('palier_pool_connections_max', 'How many it may open.', () => pool.options.max);
    this.gauge('palier_pool_connections_idle', 'Those that serve nobody.', () => pool.idleCount);
    this.gauge('palier_pool_waiting', 'Requests that wait for one.', () => pool.waitingCount);
    new Gauge({
      name: 'palier_build_info',
      help: 'Always 1; the labels tell what runs.',
      labelNames: ['version', 'schema', 'node'],
      registers: [this.registry],
    }).set({ version: VERSION, schema: SCHEMA_VERSION, node: process.version }, 1);
  }

  private gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }
}

const classOf = (status: number | null): string =>
  status === null ? 'none' : `${Math.floor(status / 100)}xx`;
