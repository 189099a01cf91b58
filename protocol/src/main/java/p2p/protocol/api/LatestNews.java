package p2p.protocol.api;

/** Another text than before once rights have changed in one of the asking person's groups. */
public record LatestNews(String mark) {}
