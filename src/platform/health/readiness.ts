import { Injectable } from '@nestjs/common';
import { DatabaseProbe, type DatabaseState } from '../database/database.probe.js';
import { Lifecycle } from './lifecycle.js';

/** Why this process should get no new request. */
export type Unready = 'stopping' | Exclude<DatabaseState, 'ready'>;

/** May requests be sent here? Answered within the probe's limit, however the database is. */
@Injectable()
export class Readiness {
  private looking: Promise<DatabaseState> | null = null;

  constructor(
    private readonly lifecycle: Lifecycle,
    private readonly probe: DatabaseProbe,
  ) {}

  async problem(): Promise<Unready | null> {
    if (this.lifecycle.isStopping) return 'stopping';
    // Those who ask at the same time share one look.
    this.looking ??= this.probe.look().finally(() => {
      this.looking = null;
    });
    const state = await this.looking;
    return state === 'ready' ? null : state;
  }
}
