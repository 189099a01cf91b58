package p2p.protocol.near;

/** A message that is none. */
final class Garbled extends Exception {

    Garbled(String what) {
        super(what, null, false, false);
    }
}
