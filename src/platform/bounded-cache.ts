export interface CacheLimits {
  readonly entries: number;
  readonly bytes: number;
}

/** Keeps the values that were used last, so many of them and so many bytes at most; what is larger than all is not kept. */
export class BoundedCache<Value> {
  private readonly kept = new Map<string, Value>();
  private taken = 0;

  constructor(
    private readonly limits: CacheLimits,
    private readonly bytesOf: (value: Value) => number,
  ) {}

  get bytes(): number {
    return this.taken;
  }

  get size(): number {
    return this.kept.size;
  }

  get(key: string): Value | undefined {
    const value = this.kept.get(key);
    if (value === undefined) return undefined;
    this.kept.delete(key);
    this.kept.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.delete(key);
    const bytes = this.bytesOf(value);
    if (bytes > this.limits.bytes) return;
    this.kept.set(key, value);
    this.taken += bytes;
    while (this.kept.size > this.limits.entries || this.taken > this.limits.bytes) {
      const [oldest] = this.kept.keys();
      if (oldest === undefined) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const value = this.kept.get(key);
    if (value === undefined) return;
    this.kept.delete(key);
    this.taken -= this.bytesOf(value);
  }

  clear(): void {
    this.kept.clear();
    this.taken = 0;
  }
}
