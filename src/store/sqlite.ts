import { type Dialect, type SqliteDatabase, SqliteDialect, type SqliteStatement } from "kysely";
import Database from "libsql";
import { StoreError } from "./error.ts";

/** Marks a file as ours, see https://www.sqlite.org/pragma.html#pragma_application_id ("docs" in ASCII). */
const APPLICATION = 0x646f6373;
/** Milliseconds that a statement waits for another connection. Blocks the event loop: only for a process that does nothing else yet. */
const BUSY_TIMEOUT = 5000;
/** Statements kept ready. Queries with lists of several lengths would otherwise gather. */
const MOST_STATEMENTS = 200;

/**
 * Opens a file whose lock is held. WAL, where a process that is killed loses nothing; of what a power cut would lose, only an
 * event that was acknowledged matters, since it is not sent again: the inbox syncs the log before (`syncedLog`). All else would
 * be done again. `secure_delete`: what is erased is overwritten, not only unlinked; and no copy of it goes to a temporary file.
 */
export function connect(file: string): SqliteDatabase {
  const database = new Database(file, { timeout: BUSY_TIMEOUT });
  refuseForeign(database, file);
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY",
  );
  const [mode] = database.prepare("SELECT journal_mode FROM pragma_journal_mode").pluck().all();
  database.exec(`PRAGMA synchronous = ${mode === "wal" ? "NORMAL" : "FULL"}`);
  // Written each time: fails here, at start, where the file cannot be written.
  database.exec(`PRAGMA application_id = ${APPLICATION}`);
  return adapt(database);
}

/**
 * The dialect of an open file. Kysely does not count on tables being made in transactions, since some changes switch off
 * references; ours do not, and a process that is killed between two tables would leave half of them.
 */
export function dialectOf(database: SqliteDatabase): Dialect {
  const dialect = new SqliteDialect({ database });
  return {
    createDriver: () => dialect.createDriver(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createAdapter: () => Object.defineProperty(dialect.createAdapter(), "supportsTransactionalDdl", { value: true }),
  };
}

function refuseForeign(database: Database.Database, file: string): void {
  const [id] = database.prepare("SELECT application_id FROM pragma_application_id").pluck().all();
  if (id === APPLICATION) return;
  const [tables] = database.prepare("SELECT count(*) FROM sqlite_master").pluck().all();
  if (id !== 0 || tables !== 0)
    throw new StoreError("foreign", `${file} is the database of another program: name another file for the store`);
}

/**
 * What Kysely needs of libsql, and what libsql needs of its callers: a parameter that is neither text, number nor null ends the
 * process, a text with a NUL is read back only up to it, and a statement that finds the file locked stays begun.
 */
function adapt(database: Database.Database): SqliteDatabase {
  const ready = new Map<string, SqliteStatement>();
  const prepare = (sql: string): SqliteStatement => {
    const statement = database.prepare(sql);
    const within = WRITES.test(sql) ? withLock : withoutLock;
    return {
      reader: statement.reader,
      all: (parameters) => within(database, () => statement.all(parameters.map(toParameter))),
      run: (parameters) => within(database, () => statement.run(parameters.map(toParameter))),
      iterate: (parameters) => statement.iterate(parameters.map(toParameter)),
    };
  };
  return {
    prepare: (sql) => {
      // A full disk rolls back by itself; a second rollback would hide the reason.
      if (sql === "rollback" && !database.inTransaction) return NOTHING;
      if (sql === "begin") return { ...NOTHING, run: () => begin(database) };
      const statement = ready.get(sql) ?? prepare(sql);
      if (ready.size >= MOST_STATEMENTS) ready.clear();
      ready.set(sql, statement);
      return statement;
    },
    close: () => {
      ready.clear();
      // libsql closes a file only when its statements are collected; what is kept is then in one file already.
      try {
        database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      } catch {
        // A full disk: what is in the log is found there at the next start.
      }
      database.close();
    },
  };
}

const NOTHING: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

const WRITES = /^\s*(?:insert|update|delete)\b/i;

/** Every transaction here writes. One that began as a reader could find the file locked in its middle, and not go on. */
function begin(database: Database.Database): ReturnType<SqliteStatement["run"]> {
  database.exec("BEGIN IMMEDIATE");
  return NOTHING.run([]);
}

/** While a statement that was refused the lock stays begun, no transaction can be committed. Where `exec` is refused, none stays. */
function withLock<T>(database: Database.Database, work: () => T): T {
  if (database.inTransaction) return work();
  begin(database);
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.inTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

const withoutLock = <T>(_: Database.Database, work: () => T): T => work();

function toParameter(value: unknown): string | number | null {
  if (typeof value === "string") return value.replaceAll("\0", "\uFFFD");
  if (value === null || (typeof value === "number" && Number.isFinite(value))) return value;
  throw new TypeError(`A parameter is text, a finite number or null, not ${typeof value}`);
}

/**
 * Whether the file is damaged. Uses `exec` alone: nothing is prepared, so that the file is really closed afterwards and can be
 * renamed; a connection that lingers would delete the write-ahead log of the file that takes its name.
 */
export function isCorrupt(file: string): boolean {
  const database = new Database(file, { timeout: BUSY_TIMEOUT });
  try {
    database.exec(
      "CREATE TEMP TABLE checked (result TEXT CHECK (result = 'ok')); INSERT INTO checked SELECT quick_check FROM pragma_quick_check",
    );
    return false;
  } catch (error) {
    if (/^SQLITE_(?:CORRUPT|NOTADB|CONSTRAINT)/.test(codeOf(error))) return true;
    throw error;
  } finally {
    database.close();
  }
}

/**
 * Locks a file for this process, through SQLite's own lock on a file beside it: the operating system frees it when the process
 * dies, however it dies. A file with a process id would not do: in containers every process is number 1, and ids are used again.
 * Returns what frees it; throws a StoreError where it is taken.
 *
 * The lock is gone as soon as this process opens and closes the file in another way (POSIX), so nothing else may touch it.
 */
export function lock(file: string): () => void {
  const database = new Database(file, { timeout: 0 });
  try {
    // The second statement fails where the file cannot be written; there, the third would lock nothing.
    database.exec("PRAGMA journal_mode = MEMORY; PRAGMA user_version = 1; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    throw error;
  }
  return () => {
    database.exec("ROLLBACK");
    database.close();
  };
}

/** SQLite's code, as `SQLITE_FULL`; the name of the class where the error is none of SQLite's. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
