/** The rules of the REST API that hold for every operation: refusals, bounds, problem bodies. */
package p2p.tracker.api;
