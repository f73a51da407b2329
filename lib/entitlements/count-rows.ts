import "server-only";
import { ROLES_WITH_SEAT } from "@/lib/access/roles";
import type { Tx } from "@/lib/db";
import type { AllocatedKey } from "@/lib/entitlements/types";

/** Counts an allocated limit from the account's real rows: pieces, or bytes of storage. */
export async function countRows(tx: Tx, accountId: string, key: AllocatedKey): Promise<number> {
  switch (key) {
    case "packages.public":
      return tx.package.count({ where: { accountId, removedAt: null, visibility: "public" } });
    case "packages.private":
      return tx.package.count({ where: { accountId, removedAt: null, visibility: "private" } });
    case "seats":
      return tx.membership.count({
        where: { accountId, account: { kind: "organization" }, role: { in: ROLES_WITH_SEAT } },
      });
    case "api_keys":
      return tx.apiKey.count({ where: { accountId, revokedAt: null } });
    case "storage.bytes": {
      const live = { package: { accountId }, unpublishedAt: null };
      const { _sum } = await tx.packageVersion.aggregate({ where: live, _sum: { size: true } });
      return Number(_sum.size ?? 0);
    }
  }
}
