package p2p.trials;

import p2p.testkit.Proxy;

/** How a tracker or a peer is reached. */
record Way(String name, Proxy proxy) {

    String address() {
        return proxy.address();
    }
}
