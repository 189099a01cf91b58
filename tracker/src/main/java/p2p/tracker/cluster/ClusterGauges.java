package p2p.tracker.cluster;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import p2p.tracker.store.Transactions;

/** Figures of the trackers, taken when somebody looks. */
@ApplicationScoped
class ClusterGauges implements MeterBinder {

    private final Trackers trackers;
    private final ThisTracker self;
    private final Transactions transactions;
    private final Clock clock;

    ClusterGauges(Trackers trackers, ThisTracker self, Transactions transactions, Clock clock) {
        this.trackers = trackers;
        this.self = self;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("p2p.trackers.up", () -> transactions.figure(this::up))
                .description("Trackers that beat, as this one sees it")
                .register(meters);
        TimeGauge.builder("p2p.beat.age", this::beatAgeMillis, TimeUnit.MILLISECONDS)
                .description("Time since this tracker's last beat reached the database")
                .register(meters);
    }

    private long up() {
        return trackers.all().stream().filter(tracker -> tracker.state().equals("up")).count();
    }

    private double beatAgeMillis() {
        return self.lastBeat()
                .map(beat -> (double) Duration.between(beat, clock.instant()).toMillis())
                .orElse(Double.NaN);
    }
}
