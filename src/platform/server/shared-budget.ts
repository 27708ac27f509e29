/** What all callers may take of something together, of which each has a small share: nobody can take all of it. */
export class SharedBudget {
  private taken = 0;
  private readonly byCaller = new Map<string, number>();

  constructor(
    private readonly total: number,
    private readonly perCaller: number,
  ) {}

  /** @returns false when nothing was taken: the share of the caller, or the whole, is used up */
  take(caller: string, amount: number): boolean {
    const own = (this.byCaller.get(caller) ?? 0) + amount;
    if (own > this.perCaller || this.taken + amount > this.total) return false;
    this.taken += amount;
    this.byCaller.set(caller, own);
    return true;
  }

  giveBack(caller: string, amount: number): void {
    this.taken -= amount;
    const own = (this.byCaller.get(caller) ?? 0) - amount;
    if (own > 0) this.byCaller.set(caller, own);
    else this.byCaller.delete(caller);
  }
}
