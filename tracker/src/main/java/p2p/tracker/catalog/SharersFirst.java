package p2p.tracker.catalog;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Operations whose long bodies are read alone from members of the group who may share. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@interface SharersFirst {}
