/** The shell: reads commands from the keyboard or from a pipe. */
package p2p.cli.shell;
