/** Downloads and how fast they go. */
@NullMarked
package p2p.cli.download;

import org.jspecify.annotations.NullMarked;
