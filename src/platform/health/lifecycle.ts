/** Where the process stands between its first request and its last. */
export class Lifecycle {
  /** Requests that were begun and not ended. */
  inFlight = 0;
  private stopping = false;

  /** From now on `/readyz` refuses, and each answer closes its connection. */
  beginStop(): void {
    this.stopping = true;
  }

  get isStopping(): boolean {
    return this.stopping;
  }
}
