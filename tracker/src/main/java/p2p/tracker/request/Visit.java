package p2p.tracker.request;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import p2p.protocol.api.Problem;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refusals;
import p2p.tracker.refusal.Refused;

/**
 * One connection, from the moment that it is accepted until it is a WebSocket or is closed. What is
 * on its way to become a request has its time and its bound, and what is no request is refused
 * here, all with a sentence. It belongs to the connection's event loop.
 */
final class Visit extends ChannelInboundHandlerAdapter {

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(75);
    private static final long LEAVING_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int LEAVING_BYTES = 1 << 20;

    /** Whoever sends this much in a second is waited for. */
    private static final int SLOWEST = 16 << 10;

    private enum Phase {
        /** A request is to come, and its head has not come whole. */
        HEAD,
        BODY,
        /** All of the request is here, and the tracker is at it. */
        ANSWERING,
        /** All is answered, and the connection is kept for the next request. */
        IDLE,
        /** The last word is said; the other side is to hang up. */
        LEAVING,
        /** A WebSocket, or gone; others look after it. */
        OVER
    }

    private final String hop;
    private final ClientAddress clients;
    private final Unfinished unfinished;
    private final long patience;

    private Phase phase = Phase.HEAD;
    private long since = System.nanoTime();
    private long bytes;
    private int bound;
    private int unanswered;
    private boolean answerBegun;
    private Optional<Source> counted = Optional.empty();
    private @Nullable ScheduledFuture<?> looks;
    private @Nullable ChannelHandlerContext requests;

    Visit(String hop, ClientAddress clients, Unfinished unfinished, Duration patience) {
        this.hop = hop;
        this.clients = clients;
        this.unfinished = unfinished;
        this.patience = patience.toNanos();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!clients.isTrusted(hop) && !count(Source.of(hop))) {
            context.close();
            return;
        }
        looks =
                context.executor()
                        .scheduleWithFixedDelay(() -> look(context), 1, 1, TimeUnit.SECONDS);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        over();
        context.fireChannelInactive();
    }

    private void over() {
        phase = Phase.OVER;
        uncount();
        if (looks != null) {
            looks.cancel(false);
        }
    }

    private boolean count(Source source) {
        uncount();
        boolean may = unfinished.add(source);
        counted = may ? Optional.of(source) : Optional.empty();
        return may;
    }

    private void uncount() {
        counted.ifPresent(unfinished::remove);
        counted = Optional.empty();
    }

    private void enter(Phase next) {
        phase = next;
        since = System.nanoTime();
        bytes = 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (phase == Phase.LEAVING && message instanceof ByteBuf unread) {
            bytes += unread.readableBytes();
            unread.release();
            if (bytes > LEAVING_BYTES) {
                context.close();
            }
            return;
        }
        if (phase == Phase.IDLE) {
            enter(Phase.HEAD);
        }
        if (requests == null && phase == Phase.HEAD) {
            watchRequests(context.pipeline());
        }
        context.fireChannelRead(message);
    }

    private void watchRequests(ChannelPipeline pipeline) {
        ChannelHandlerContext encoder = pipeline.context(HttpResponseEncoder.class);
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        if (encoder != null) {
            pipeline.addAfter(encoder.name(), "requests", new Requests());
            requests = pipeline.context("requests");
        } else if (tls != null && pipeline.get("greeted") == null) {
            pipeline.addAfter(tls.name(), "greeted", new Greeted());
        }
    }

    /** With TLS there is nothing to watch before the handshake is done, and then at once. */
    private final class Greeted extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            context.fireUserEventTriggered(event);
            if (event instanceof SslHandshakeCompletionEvent greeted && greeted.isSuccess()) {
                watchRequests(context.pipeline());
                context.pipeline().remove(this);
            }
        }
    }

    private void look(ChannelHandlerContext context) {
        long elapsed = System.nanoTime() - since;
        switch (phase) {
            case HEAD -> {
                if (elapsed >= patience) {
                    tooSlow(context);
                }
            }
            case BODY -> {
                if (elapsed >= patience + TimeUnit.SECONDS.toNanos(bytes) / SLOWEST) {
                    tooSlow(context);
                }
            }
            case IDLE -> {
                if (elapsed >= IDLE_NANOS) {
                    context.close();
                }
            }
            case LEAVING -> {
                if (elapsed >= LEAVING_NANOS) {
                    context.close();
                }
            }
            case ANSWERING, OVER -> {}
        }
    }

    private void tooSlow(ChannelHandlerContext context) {
        if (requests == null) {
            context.close();
        } else {
            refuse(
                    requests,
                    Refusal.TOO_SLOW.because(
                            "The request did not arrive whole in time; send it again."));
        }
    }

    /**
     * Says no and reads no more; where an answer is under way already, there is no way to say it.
     */
    private void refuse(ChannelHandlerContext context, Refused why) {
        int own = phase == Phase.BODY ? 1 : 0;
        if (answerBegun || unanswered != own) {
            over();
            context.close();
            return;
        }
        byte[] body = ProblemText.of(why).getBytes(StandardCharsets.UTF_8);
        var answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(why.refusal().status()),
                        Unpooled.wrappedBuffer(body));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        why.retryAfter()
                .ifPresent(wait ->
                        answer.headers().set(HttpHeaderNames.RETRY_AFTER, wait.toSeconds()));
        enter(Phase.LEAVING);
        context.writeAndFlush(answer);
    }

    /** Where requests and answers pass by as such. */
    private final class Requests extends ChannelDuplexHandler {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (phase == Phase.LEAVING) {
                ReferenceCountUtil.release(message);
                return;
            }
            if (phase != Phase.OVER && message instanceof HttpObject part) {
                Optional<Refused> why = whyNot(context, part);
                if (why.isPresent()) {
                    ReferenceCountUtil.release(message);
                    refuse(context, why.get());
                    return;
                }
            }
            context.fireChannelRead(message);
        }

        private Optional<Refused> whyNot(ChannelHandlerContext context, HttpObject part) {
            if (part.decoderResult().isFailure()) {
                return Optional.of(unreadable(part.decoderResult()));
            }
            Optional<Refused> why = Optional.empty();
            if (part instanceof HttpRequest head) {
                why = begun(head);
            }
            if (why.isEmpty() && part instanceof HttpContent content) {
                why = received(context, content);
            }
            return why;
        }

        private Optional<Refused> begun(HttpRequest head) {
            unanswered++;
            enter(Phase.BODY);
            bound = BodyBound.of(head.uri().split("\\?", 2)[0]);
            if (head.protocolVersion().majorVersion() != 1) {
                return Optional.of(Refusal.BAD_REQUEST.because("What is spoken here is HTTP/1.1."));
            }
            if (!isAddress(head.uri())) {
                return Optional.of(
                        Refusal.BAD_REQUEST.because(
                                "The request's address is none; write what is no part of an address"
                                        + " as % and two digits."));
            }
            if (!hasHost(head)) {
                return Optional.of(
                        Refusal.BAD_REQUEST.because(
                                "The request needs one header Host, with a name or an address."));
            }
            String length = head.headers().get(HttpHeaderNames.CONTENT_LENGTH);
            if (length != null && isMoreThan(bound, length)) {
                return Optional.of(BodyBound.exceeded(bound));
            }
            String client = clients.of(hop, head.headers().getAll(ClientAddress.HEADER));
            return count(Source.of(client))
                    ? Optional.empty()
                    : Optional.of(
                            Refusal.TOO_MANY_ATTEMPTS.because(
                                    "There are too many requests half sent from your address; try"
                                            + " again in some seconds.",
                                    Duration.ofSeconds(5)));
        }

        /** The framework leaves without a word who sends another. */
        private static boolean isAddress(String asked) {
            try {
                String scheme = new URI(asked).getScheme();
                return scheme == null
                        ? asked.startsWith("/")
                        : asked.regionMatches(true, 0, "http", 0, 4) && asked.contains("://");
            } catch (URISyntaxException e) {
                return false;
            }
        }

        private static boolean hasHost(HttpRequest head) {
            String host = head.headers().get(HttpHeaderNames.HOST);
            if (host == null && !head.protocolVersion().isKeepAliveDefault()) {
                // Before HTTP/1.1 it may be missing, which the framework takes for an error.
                head.headers().set(HttpHeaderNames.HOST, "tracker");
                return true;
            }
            return host != null
                    && !host.isBlank()
                    && head.headers().getAll(HttpHeaderNames.HOST).size() == 1
                    && HostAndPort.parseAuthority(host, -1) != null;
        }

        private static boolean isMoreThan(int bound, String length) {
            return !length.matches("[0-9]{1,9}") || Integer.parseInt(length) > bound;
        }

        private Optional<Refused> received(ChannelHandlerContext context, HttpContent content) {
            bytes += content.content().readableBytes();
            if (bytes > bound) {
                return Optional.of(BodyBound.exceeded(bound));
            }
            if (content instanceof LastHttpContent) {
                uncount();
                enter(Phase.ANSWERING);
                kept(context);
            }
            return Optional.empty();
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (phase == Phase.LEAVING) {
                ReferenceCountUtil.release(message);
                promise.tryFailure(new ClosedChannelException());
                return;
            }
            if (phase == Phase.OVER) {
                context.write(message, promise);
                return;
            }
            boolean isInterim = false;
            if (message instanceof HttpResponse answer) {
                isInterim = answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
                if (answer.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                    over();
                }
                answerBegun = !isInterim;
            }
            context.write(message, promise);
            if (message instanceof LastHttpContent && !isInterim) {
                answerBegun = false;
                unanswered--;
                kept(context);
            }
        }

        private void kept(ChannelHandlerContext context) {
            if (phase == Phase.ANSWERING && unanswered == 0) {
                enter(Phase.IDLE);
                if (!clients.isTrusted(hop) && !count(Source.of(hop))) {
                    // Not before what was just written is on its way.
                    context.executor().execute(context::close);
                }
            }
        }

        private Refused unreadable(DecoderResult result) {
            return switch (result.cause()) {
                case TooLongHttpLineException _ ->
                        Refusal.ADDRESS_TOO_LONG.because("The request's address is too long.");
                case TooLongHttpHeaderException _ ->
                        Refusal.HEADERS_TOO_LARGE.because("The request's headers are too large.");
                default -> Refusals.ofStatus(400);
            };
        }
    }
}
