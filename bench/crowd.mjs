/**
 * @typedef {object} Crowd how many rows of each kind
 * @property {number} organizations
 * @property {number} packages spread over the organizations
 * @property {number} members of the one large organization
 * @property {number} events of its audit log
 */

/** A hundred times what a first customer has. @type {Crowd} */
export const HUNDREDFOLD = { organizations: 100_000, packages: 100_000, members: 5_000, events: 3_000_000 };

const WORDS =
  "ARRAY['ui','kit','core','table','chart','auth','billing','cache','parser','stream','router','theme','icon','form','query','worker','event','test','lint','build']";

/** An id for row `n` of a kind: fixed, so that statements find each other's rows. @param {string} kind @param {string} n */
const idOf = (kind, n) => `(md5('${kind}-' || (${n})::text))::uuid`;

/** Row `n` was made `n` seconds before now, newest first. @param {string} n @param {number} seconds */
const ago = (n, seconds) => `date_trunc('milliseconds', now()) - (${n}) * interval '${seconds} seconds'`;

/**
 * Adds a crowd to a database that has the product's tables. Runs as a superuser: triggers and foreign keys are off, since
 * the rows agree by construction. The audit chain of the crowd does not verify.
 * @param {import("pg").Client} client
 * @param {Crowd} crowd
 * @param {{ accountId: string }} large the organization that gets the members and the events
 */
export async function fillCrowd(client, crowd, large) {
  const account = `'${large.accountId}'::uuid`;
  const owner = `1 + (n % ${crowd.organizations})`;
  const name = `'@crowd-' || (${owner}) || '/' || (${WORDS})[1 + n % 20] || '-' || (${WORDS})[1 + (n / 20) % 20] || '-' || n`;
  const statements = [
    "SET session_replication_role = replica",
    `INSERT INTO "User" ("id", "email", "name", "createdAt")
       SELECT ${idOf("user", "n")}, 'crowd-' || n || '@example.com', 'Person ' || n, ${ago("n", 60)}
         FROM generate_series(1, ${crowd.members}) n`,
    `INSERT INTO "Membership" ("accountId", "userId", "role", "joinedAt", "lastActiveAt")
       SELECT ${account}, ${idOf("user", "n")}, 'member', ${ago("n", 60)}, ${ago("n", 30)}
         FROM generate_series(1, ${crowd.members}) n`,
    `INSERT INTO "Account" ("id", "handle", "name", "kind", "defaultVisibility", "createdAt")
       SELECT ${idOf("account", "n")}, 'crowd-' || n, 'Crowd ' || n, 'organization', 'private', ${ago("n", 60)}
         FROM generate_series(1, ${crowd.organizations}) n`,
    `INSERT INTO "Handle" ("handle", "accountId", "createdAt")
       SELECT 'crowd-' || n, ${idOf("account", "n")}, ${ago("n", 60)} FROM generate_series(1, ${crowd.organizations}) n`,
    `INSERT INTO "Package" ("id", "accountId", "name", "kind", "visibility", "description", "keywords", "license", "latest",
                            "createdAt", "updatedAt")
       SELECT ${idOf("package", "n")}, ${idOf("account", owner)}, ${name}, 'package', 'public',
              'A ' || (${WORDS})[1 + n % 20] || ' for ' || (${WORDS})[1 + (n / 7) % 20], ARRAY[(${WORDS})[1 + (n / 3) % 20]],
              'MIT', '1.0.0', ${ago("n", 30)}, ${ago("n", 30)}
         FROM generate_series(1, ${crowd.packages}) n`,
    `INSERT INTO "Artifact" ("sha512", "size", "createdAt")
       SELECT md5(n::text) || md5(n::text) || md5(n::text) || md5(n::text), 600, ${ago("n", 30)}
         FROM generate_series(1, ${crowd.packages}) n`,
    `INSERT INTO "PackageVersion" ("id", "packageId", "version", "manifest", "readme", "files", "sha512", "integrity", "shasum",
                                   "size", "unpackedSize", "fileCount", "publishedAt", "publishedByName")
       SELECT ${idOf("version", "n")}, ${idOf("package", "n")}, '1.0.0', '{}', '', '[]',
              md5(n::text) || md5(n::text) || md5(n::text) || md5(n::text), 'sha512-x', 'x', 600, 2000, 3, ${ago("n", 30)}, 'Crowd'
         FROM generate_series(1, ${crowd.packages}) n`,
    `INSERT INTO "DistTag" ("packageId", "tag", "version", "updatedAt")
       SELECT ${idOf("package", "n")}, 'latest', '1.0.0', ${ago("n", 30)} FROM generate_series(1, ${crowd.packages}) n`,
    `INSERT INTO "PackageSearch" ("packageId", "version", "words", "document")
       SELECT "id", "latest", lower("name" || ' ' || array_to_string("keywords", ' ')),
              setweight(to_tsvector('simple', "name" || ' ' || regexp_replace("name", '[^a-zA-Z0-9]+', ' ', 'g')), 'A')
              || setweight(to_tsvector('english', array_to_string("keywords", ' ')), 'B')
              || setweight(to_tsvector('english', "description"), 'C')
         FROM "Package" WHERE "name" LIKE '@crowd-%'`,
    `INSERT INTO "AuditEvent" ("id", "accountId", "seq", "at", "action", "actorType", "actorId", "actor", "targets", "outcome",
                               "reasonCode", "changes", "metadata", "context", "prevHash", "hash")
       SELECT ${idOf("event", "n")}, ${account}, ${crowd.events} + 1000000 - n, ${ago("n", 2)},
              (ARRAY['version.published','tag.set','key.created','member.invited','package.created'])[1 + n % 5], 'user',
              ${idOf("user", `1 + n % ${crowd.members}`)}::text,
              jsonb_build_object('type', 'user', 'userId', ${idOf("user", `1 + n % ${crowd.members}`)},
                                 'name', 'Person ' || (1 + n % ${crowd.members}), 'email', 'x@example.com', 'role', 'member'),
              jsonb_build_array(jsonb_build_object('type', 'tag', 'id', n::text, 'name', 'tag ' || n)),
              (CASE WHEN n % 50 = 0 THEN 'denied' ELSE 'success' END)::"AuditOutcome", '', '[]', '{}',
              '{"address": "192.0.2.1", "userAgent": "", "requestId": "crowd", "source": "registry"}', 'x', 'x'
         FROM generate_series(1, ${crowd.events}) n`,
    "SET session_replication_role = origin",
    "ANALYZE",
  ];
  for (const statement of statements) await client.query(statement);
}
