/** The shell: reads commands from the keyboard or from a pipe. */
@NullMarked
package p2p.cli.shell;

import org.jspecify.annotations.NullMarked;
