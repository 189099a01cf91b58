package p2p.peer.connection;

/**
 * How many connections a peer lets others open to it.
 *
 * @param greeted by all who have greeted
 * @param greetedFromAddress by those of one address who have
 * @param ofPerson by one person, wherever from
 * @param greeting by all who have yet to greet
 * @param greetingFromAddress by those of one address who have yet to
 */
public record Room(
        int greeted, int greetedFromAddress, int ofPerson, int greeting, int greetingFromAddress) {

    public static final Room DEFAULT = new Room(1024, 64, 64, 256, 32);
}
