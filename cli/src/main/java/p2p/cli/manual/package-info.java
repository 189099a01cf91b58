/** What the build makes of the commands' descriptions: completions and man pages. */
@NullMarked
package p2p.cli.manual;

import org.jspecify.annotations.NullMarked;
