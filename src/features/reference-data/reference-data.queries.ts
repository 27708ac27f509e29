import type { PreparedRead } from '../../platform/database/db.js';

/** Reads nothing: that it is answered says that the caller's token still opens something. */
export const CALLER: PreparedRead = { name: 'caller', text: 'select true as known', values: [] };
