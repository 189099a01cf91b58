/** The account and its session. */
@NullMarked
package p2p.cli.account;

import org.jspecify.annotations.NullMarked;
