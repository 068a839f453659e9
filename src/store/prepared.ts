import type { Compilable, CompiledQuery, Kysely } from "kysely";
import type { Schema } from "./schema.ts";

type Value = string | number | null;
type Values = Readonly<Record<string, Value | readonly Value[]>>;

/** Runs a query with these values, within a transaction where one is given. */
export type Prepared<Named, Row> = (values: Named, within?: Kysely<Schema>) => Promise<readonly Row[]>;

/** Stands for a value while its query is built. */
class Place {
  readonly valueIn: (values: Values) => unknown;
  constructor(valueIn: (values: Values) => unknown) {
    this.valueIn = valueIn;
  }
}

/**
 * A query that is built and compiled once, and run with other values each time: for small queries, building takes longer than
 * running. In place of the values `build` is given what stands for them, so it can only put them where values belong. Of a list,
 * the length is part of the query: each length is compiled once.
 */
export function prepared<Named extends { readonly [Name in keyof Named]: Values[string] }, Row>(
  db: Kysely<Schema>,
  build: (values: Named) => Compilable<Row>,
): Prepared<Named, Row> {
  const compiled = new Map<string, CompiledQuery<Row>>();
  return async (values, within = db) => {
    const lengths = lengthsOf(values);
    const query = compiled.get(lengths) ?? build(placesOf(values)).compile();
    compiled.set(lengths, query);
    const parameters = query.parameters.map((one) => (one instanceof Place ? one.valueIn(values) : one));
    const { rows } = await within.executeQuery<Row>({ ...query, parameters });
    return rows;
  };
}

const lengthsOf = (values: Values): string =>
  Object.values(values)
    .map((value) => (isList(value) ? value.length : ""))
    .join();

function placesOf<Named extends Values>(values: Named): Named {
  const places = Object.entries(values).map(([name, value]): [string, unknown] => [
    name,
    isList(value)
      ? value.map((_, at) => new Place(({ [name]: list }) => isList(list) && list[at]))
      : new Place((values) => values[name]),
  ]);
  return Object.fromEntries(places) as Named;
}

const isList = (value: Values[string] | undefined): value is readonly Value[] => Array.isArray(value);
