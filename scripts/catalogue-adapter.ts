import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

const CHAR = 18;
const BPCHAR = 1042;

const toDriverError = ({ code, severity, message, detail, column, hint }: pg.DatabaseError) => ({
  kind: "postgres" as const,
  code: code ?? "",
  severity: severity ?? "ERROR",
  message,
  detail,
  column,
  hint,
});

type RowDescription = { fields: { name: string; dataTypeID: number }[] };

/**
 * The adapter as the schema engine needs it. System catalogues have columns of the internal type "char", which the
 * engine reads and the adapter refuses: they pass the adapter under a type that it knows, and get their own again on
 * the way out.
 */
export function catalogueAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const charColumns = new Set<string>();
  pool.on("connect", (client) => {
    client.connection.prependListener("rowDescription", ({ fields }: RowDescription) => {
      for (const field of fields) {
        if (field.dataTypeID !== CHAR) continue;
        field.dataTypeID = BPCHAR;
        charColumns.add(field.name);
      }
    });
  });
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      const columnTypes = result.columnTypes.map((type, index) =>
        charColumns.has(result.columnNames[index] ?? "") ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    };
    // The adapter would cut the script at every semicolon, also inside a function's body.
    adapter.executeScript = async (script) => {
      await pool.query(script).catch((error: unknown) => {
        throw error instanceof pg.DatabaseError ? new DriverAdapterError(toDriverError(error)) : error;
      });
    };
    return adapter;
  };
  return factory;
}
