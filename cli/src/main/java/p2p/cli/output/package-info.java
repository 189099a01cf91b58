/** What the command prints: tables, sentences, JSON documents and progress. */
@NullMarked
package p2p.cli.output;

import org.jspecify.annotations.NullMarked;
