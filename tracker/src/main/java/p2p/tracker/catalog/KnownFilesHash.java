package p2p.tracker.catalog;

/** The {@code hash} of {@link p2p.protocol.session.KnownFiles}, computed where the files are. */
public final class KnownFilesHash {

    private static final String OF =
            """
            select encode(sha256(convert_to(coalesce(string_agg(line, '' order by line collate "C"),
                ''), 'UTF8')), 'hex') as hash%1$s
            from (select f.id, g.name || E'\\t' || f.name || E'\\t' || encode(f.content_id, 'hex')
                || %2$s E'\\n' as line from shared_file f join group_ref g on g.id = f.group_id %3$s) lines
            """;

    private KnownFilesHash() {}

    /** Of those files {@code f} that the rest says. */
    static String shares(String rest) {
        return OF.formatted("", "", rest);
    }

    /** The same, with {@code complete} for whether they are complete; and the {@code files}. */
    public static String served(String complete, String rest) {
        return OF.formatted(
                ", coalesce(array_agg(id), '{}') as files",
                "E'\\t' || case when " + complete + " then 'whole' else 'part' end ||",
                rest);
    }
}
