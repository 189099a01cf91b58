package p2p.tracker.catalog;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Operations whose long bodies are read from members of the group alone. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@interface MembersFirst {}
