package p2p.peer.disk;

/** What is complete and shared from here: a file or a folder. */
public sealed interface Shared extends PieceSource, AutoCloseable permits SharedFile, SharedFolder {

    FileStamp stamp();

    @Override
    void close() throws DiskTrouble;
}
