/**
 * Stops when the process that started this one is gone, even killed without a chance to say so: the
 * channel between the two closes then. Does nothing when there is no such channel, as in production.
 */
export function exitWithParent(stop: () => Promise<void>): void {
  if (!process.connected) return;
  process.once('disconnect', () => {
    void stop().finally(() => process.exit());
  });
  process.channel?.unref();
}
