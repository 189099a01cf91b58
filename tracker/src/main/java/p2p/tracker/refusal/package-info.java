/**
 * Why a request is refused, and the problem body that says so: one list of reasons for the whole
 * tracker. It belongs to no thread and knows no other room; when to refuse is decided elsewhere.
 */
@NullMarked
package p2p.tracker.refusal;

import org.jspecify.annotations.NullMarked;
