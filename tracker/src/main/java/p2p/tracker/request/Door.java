package p2p.tracker.request;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Has every connection watched from its beginning, before there is a request on it. */
@ApplicationScoped
class Door implements HttpServerOptionsCustomizer {

    private final ClientAddress clients;
    private final Unfinished unfinished;
    private final Duration patience;

    Door(
            ClientAddress clients,
            @ConfigProperty(name = "p2p.http.unfinished", defaultValue = "1024") int most,
            @ConfigProperty(name = "p2p.http.patience", defaultValue = "10S") Duration patience,
            MeterRegistry meters) {
        this.clients = clients;
        this.unfinished = new Unfinished(most);
        this.patience = patience;
        meters.gauge("p2p.http.unfinished", unfinished, Unfinished::size);
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        open();
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        open();
    }

    private void open() {
        Watch.door = this;
    }

    private void entered(Channel channel) {
        if (channel.remoteAddress() instanceof InetSocketAddress from) {
            channel.pipeline()
                    .addLast(
                            new Visit(
                                    from.getAddress().getHostAddress(),
                                    clients,
                                    unfinished,
                                    patience));
        }
    }

    /** Netty makes it, so that it has to find the door by itself. */
    @RegisterForReflection
    public static final class Watch extends ChannelInitializerExtension {

        private static volatile @Nullable Door door;

        @Override
        public void postInitializeServerChildChannel(Channel channel) {
            Door open = door;
            if (open != null && !OtherServers.have(channel)) {
                open.entered(channel);
            }
        }
    }
}
