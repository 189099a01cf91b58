/** What the build makes of the commands' descriptions: completions and man pages. */
package p2p.cli.manual;
