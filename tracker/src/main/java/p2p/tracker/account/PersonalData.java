package p2p.tracker.account;

import java.util.Map;

/** What a room of the tracker has stored about people. */
public interface PersonalData {

    /**
     * Queries by the name of what they give. Each finds the account in question as {@code (select
     * id from me)}, and names its columns for whoever reads them.
     */
    Map<String, String> queries();
}
