import { getMetadataArgsStorage, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { importAll } from './discover.js';

type Entity = EntityTarget<ObjectLiteral> & (new () => object);

/** Whatever TypeORM was told of as a table, when it was imported. */
const DECLARED = async (): Promise<Entity[]> => {
  const modules = await importAll('entity');
  const tables = new Set(getMetadataArgsStorage().tables.map(({ target }) => target));
  return modules.flatMap((exported) =>
    Object.values(exported).filter((value): value is Entity => tables.has(value as Entity)),
  );
};

/** Every table, for the comparison of entities with what the migrations built. */
export const ENTITIES: readonly Entity[] = await DECLARED();
