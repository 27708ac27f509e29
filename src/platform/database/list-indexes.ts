import { Index } from 'typeorm';

/**
 * Declares the indexes of a list's orders, each over all rows and over those of each side: `<table>_<order>` and
 * `<table>_<side>_<order>`.
 */
export const ListIndexes =
  (
    table: string,
    sides: Readonly<Record<string, string>>,
    orders: Readonly<Record<string, string>>,
  ): ClassDecorator =>
  (target) => {
    for (const [order, column] of Object.entries(orders)) {
      Index(`${table}_${order}`, [column, 'id'])(target);
      for (const [side, ofSide] of Object.entries(sides))
        Index(`${table}_${side}_${order}`, [ofSide, column, 'id'])(target);
    }
  };
