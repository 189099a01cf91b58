package p2p.peer.control;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What nobody has thought of. */
@Provider
public class MistakeMapper implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable failed) {
        return EarlyEnd.answer(failed);
    }
}
