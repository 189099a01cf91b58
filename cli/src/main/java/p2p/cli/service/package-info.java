/** The peer's service: its start, its end and its state. */
@NullMarked
package p2p.cli.service;

import org.jspecify.annotations.NullMarked;
