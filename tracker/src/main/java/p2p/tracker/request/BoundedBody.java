package p2p.tracker.request;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what arrives, since a body sent in chunks does not say how long it will be. */
@Provider
class BoundedBody implements ReaderInterceptor {

    private final UriInfo uri;

    BoundedBody(@Context UriInfo uri) {
        this.uri = uri;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        int bound = BodyBound.of(uri.getPath());
        context.setInputStream(new Counted(context.getInputStream(), bound));
        return context.proceed();
    }

    private static final class Counted extends FilterInputStream {

        private final int bound;
        private long count;

        Counted(InputStream in, int bound) {
            super(in);
            this.bound = bound;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        /** Does not read to the end, as closing does, what there is too much of. */
        @Override
        public void close() throws IOException {
            if (count <= bound) {
                super.close();
            }
        }

        private void count(int read) {
            count += read;
            if (count > bound) {
                throw BodyBound.exceeded(bound);
            }
        }
    }
}
