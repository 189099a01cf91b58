package p2p.protocol.api;

/** Body of {@code PUT /groups/G/newest}: the version whose content is to be the newest again. */
public record NewestVersion(String file, int version) {}
