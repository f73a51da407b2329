import pg from "pg";
import { Stop } from "./progress.mjs";

/** Tables in which the product changes no row. */
const UNCHANGED: Readonly<Record<string, string>> = {
  AuditCheckpoint: "SELECT, INSERT",
  AuditEvent: "SELECT, INSERT",
  AuditPersonal: "SELECT, INSERT, DELETE",
  UsageLedgerEntry: "SELECT, INSERT",
};

/** Tables whose rows the product deletes itself. What a foreign key deletes with them needs no right. */
const DELETES = [
  "DistTag",
  "Invoice",
  "InvoiceLine",
  "Membership",
  "OutboxMessage",
  "PackageSearch",
  "RateBucket",
  "RegistryLogin",
  "Session",
  "SignInLink",
];

/** The migrations' own list is of no use to a process. */
const NOT_OURS = ["_prisma_migrations"];

/** What the role may do in a table of ours. */
export function rightsOn(table: string): string {
  const unchanged = UNCHANGED[table];
  if (unchanged) return unchanged;
  return DELETES.includes(table) ? "SELECT, INSERT, UPDATE, DELETE" : "SELECT, INSERT, UPDATE";
}

/** Throws unless the role exists and cannot do more than it is granted. */
async function assertRole(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT rolsuper OR pg_has_role(oid, current_user, 'MEMBER')
            OR EXISTS (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid) AS mighty
       FROM pg_roles WHERE rolname = $1`,
    [role],
  );
  if (rows.length === 0) throw new Stop(`DATABASE_APP_ROLE names ${role}, and the database has no such role.`);
  if (rows[0]?.mighty) {
    throw new Stop(
      `DATABASE_APP_ROLE names ${role}, which is a superuser, owns tables or acts as their owner: no grant limits it.`,
    );
  }
}

/**
 * Grants the role what the processes need on the tables of this database and on the queue's, and takes everything else
 * from it. Run it as the owner after each migration. Errors: Stop for a role that no grant limits, or that is missing.
 */
export async function grantRole(connectionString: string, role: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await assertRole(client, role);
    const to = client.escapeIdentifier(role);
    const found = await client.query(
      "SELECT tablename, current_schema() AS schema FROM pg_tables WHERE schemaname = current_schema()",
    );
    const schema = client.escapeIdentifier(String(found.rows[0]?.schema));
    const tables = found.rows.map(({ tablename }) => String(tablename)).filter((name) => !NOT_OURS.includes(name));
    const statements = [
      "BEGIN",
      `REVOKE CREATE ON SCHEMA ${schema} FROM PUBLIC`,
      `REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM ${to}`,
      `GRANT USAGE ON SCHEMA ${schema}, pgboss TO ${to}`,
      ...tables.map((name) => `GRANT ${rightsOn(name)} ON ${schema}.${client.escapeIdentifier(name)} TO ${to}`),
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO ${to}`,
      // Until the next grant, a table of a later migration has these rights.
      `ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT, INSERT ON TABLES TO ${to}`,
      "COMMIT",
    ];
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
