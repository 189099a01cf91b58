package p2p.peer.control;

/** Fired when the user asks the service to end; whoever runs the service observes it. */
public record ShutdownAsked() {}
