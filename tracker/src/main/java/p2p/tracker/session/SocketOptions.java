package p2p.tracker.session;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * A peer that does not answer the end of its WebSocket, having hung, does not hold it open. And no
 * frame is compressed, as little as a message is.
 */
@ApplicationScoped
class SocketOptions implements HttpServerOptionsCustomizer {

    private static final int ANSWERED_WITHIN_SECONDS = 1;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        customize(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customize(options);
    }

    private static void customize(HttpServerOptions options) {
        options.setWebSocketClosingTimeout(ANSWERED_WITHIN_SECONDS);
        options.setPerFrameWebSocketCompressionSupported(false);
    }
}
