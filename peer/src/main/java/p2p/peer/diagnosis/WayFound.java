package p2p.peer.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * An address of a seeder's.
 *
 * @param millis how long it took until the seeder had answered there, where it did
 * @param reason why it did not
 */
public record WayFound(String address, @Nullable Long millis, @Nullable String reason) {}
