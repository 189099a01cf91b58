package p2p.tracker.store;

/** How many rows a table has: counted where there are few, else as PostgreSQL estimates it. */
public final class TableSize {

    private static final int FEW = 10_000;

    private TableSize() {}

    /** The statement that says it. */
    public static String of(String table) {
        return """
        select case when c.reltuples < %1$d
            then (select count(*) from (select 1 from %2$s limit %1$d) few)
            else c.reltuples::bigint end
        from pg_class c where c.oid = '%2$s'::regclass
        """
                .formatted(FEW, table);
    }
}
