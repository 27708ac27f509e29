/** One bar; without a length, a row of words alone. */
export interface Bar {
  readonly label: string;
  readonly length: number | null;
  /** What stands behind the bar: its number, in the words of the reader. */
  readonly words: string;
  /** Bars of one kind look the same, whatever their group. */
  readonly kind: string;
}

/** Bars under one heading. */
export interface BarGroup {
  readonly title: string;
  readonly bars: readonly Bar[];
}

export interface BarChart {
  readonly title: string;
  /** What the bars are, and what was rounded or withheld. */
  readonly note: string;
  readonly language: 'fr' | 'en';
  readonly groups: readonly BarGroup[];
}
