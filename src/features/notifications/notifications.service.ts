import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import {
  getPreferences,
  isStaffOn,
  listNotifications,
  type VersionedPreferences,
} from './notifications.queries.js';
import { savePreferences } from './notifications.store.js';
import type { NotificationRow, Preferences } from './notifications.types.js';
import { findMistakes } from './preferences.rules.js';

@Injectable()
export class OwnNotificationsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  preferences(actor: PersonActor): Promise<VersionedPreferences> {
    return this.db.read(actor, (q) => getPreferences(q, actor.personId));
  }

  /** They hold for what is told from now on. */
  prefer(actor: PersonActor, expected: number | null, wanted: Preferences): Promise<VersionedPreferences> {
    return this.db.write(actor, async (tx) => {
      const mistakes = findMistakes(wanted, await isStaffOn(tx, actor.personId, this.clock.today()));
      if (mistakes.length > 0) throw validationFailed(mistakes);
      const version = expected ?? (await getPreferences(tx, actor.personId)).version;
      await savePreferences(tx, actor.personId, version, wanted, this.clock.now());
      return { ...wanted, version: version + 1 };
    });
  }

  list(actor: PersonActor, page: { after: string | null; limit: number }): Promise<NotificationRow[]> {
    return this.db.read(actor, (q) => listNotifications(q, actor.personId, page));
  }
}
