package p2p.peer.control;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import p2p.peer.library.HomeTrouble;
import p2p.peer.refusal.Refusal;

/** Says what is wrong with the home folder, for instance that its disk is full. */
@Provider
public class HomeTroubleMapper implements ExceptionMapper<HomeTrouble> {

    @Override
    public Response toResponse(HomeTrouble trouble) {
        return RefusedMapper.answer(Refusal.HOME.because(trouble.getMessage()));
    }
}
