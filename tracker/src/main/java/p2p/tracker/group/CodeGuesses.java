package p2p.tracker.group;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import p2p.tracker.account.Person;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.request.Source;
import p2p.tracker.request.TokenBuckets;

/** How often a code may be wrong: for each account, and for each address. */
@ApplicationScoped
class CodeGuesses {

    private final TokenBuckets<Long> byAccount;
    private final TokenBuckets<String> byAddress;
    private final TokenBuckets<String> checks;

    CodeGuesses(Clock clock) {
        byAccount = new TokenBuckets<>(10, Duration.ofSeconds(12), clock);
        byAddress = new TokenBuckets<>(50, Duration.ofSeconds(2), clock);
        checks = new TokenBuckets<>(50, Duration.ofSeconds(2), clock);
    }

    /** Of somebody who is not logged in; right ones count too, and nobody's acceptance waits. */
    void check(Source source) {
        refuseFor(checks.take(source.network()));
    }

    /** To be asked before the code is looked at. */
    void attempt(Person person, Source source) {
        refuseFor(byAccount.take(person.id()));
        Duration wait = byAddress.take(source.network());
        if (wait.isPositive()) {
            byAccount.giveBack(person.id());
            refuseFor(wait);
        }
    }

    /** The code was right, or was not looked at. */
    void noGuess(Person person, Source source) {
        byAccount.giveBack(person.id());
        byAddress.giveBack(source.network());
    }

    private static void refuseFor(Duration wait) {
        if (wait.isPositive()) {
            long seconds = wait.plusMillis(999).toSeconds();
            throw Refusal.TOO_MANY_ATTEMPTS.because(
                    "There were too many wrong codes of invitations; try again in %d seconds."
                            .formatted(seconds),
                    Duration.ofSeconds(seconds));
        }
    }
}
