/** What a browser is shown that somebody opens a tracker's address or an invitation with. */
@NullMarked
package p2p.tracker.page;

import org.jspecify.annotations.NullMarked;
