package p2p.tracker.request;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Keeps what strangers put into paths out of the figures: each would be counted on its own. */
final class MetricTags {

    private static final String OTHER = "OTHER";

    private MetricTags() {}

    /** The template of an operation that was found, such as {@code /groups/{group}}, stays. */
    @Produces
    @Singleton
    static MeterFilter withoutRawPaths() {
        return MeterFilter.replaceTagValues(
                "uri", uri -> uri.startsWith("/api/v1/") || uri.startsWith("/i/") ? OTHER : uri);
    }
}
