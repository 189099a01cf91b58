/** A browser as a person has one, and what they do with the pages. */
package p2p.cli.browser;
