package p2p.tracker.retry;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the body in with what a request is known by, but not that of a DELETE: only a proof. */
@Provider
class BodyDigest implements ReaderInterceptor {

    private final RequestKey key;
    private final Request request;

    BodyDigest(RequestKey key, @Context Request request) {
        this.key = key;
        this.request = request;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (!request.getMethod().equals(HttpMethod.DELETE)) {
            context.setInputStream(new Noted(context.getInputStream(), key));
        }
        return context.proceed();
    }

    private static final class Noted extends FilterInputStream {

        private final RequestKey key;

        Noted(InputStream in, RequestKey key) {
            super(in);
            this.key = key;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read > 0) {
                key.bodyHas(bytes, offset, read);
            }
            return read;
        }
    }
}
