/**
 * What trackers and peers show in a browser: the files, the texts in them, and what a browser is to
 * hold to. It serves nothing itself.
 */
@NullMarked
package p2p.page;

import org.jspecify.annotations.NullMarked;
