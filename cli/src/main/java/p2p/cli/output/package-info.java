/** What the command prints: tables, sentences, JSON documents and progress. */
package p2p.cli.output;
