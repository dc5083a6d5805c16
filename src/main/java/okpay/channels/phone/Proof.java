package okpay.channels.phone;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.Brake;
import okpay.identity.Customer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who a caller has shown to be in one call, by a code that stands in their app.
final class Proof {

    private static final Logger log = LoggerFactory.getLogger(Proof.class);

    /// Three for a call, however often and wherever in it.
    static final int TRIES = 3;

    /// Digits that are further apart are not of one code.
    private static final Duration APART = Duration.ofSeconds(5);

    private final Calls calls;
    private final Brake wrong;
    private final UUID call;
    private final StringBuilder digits = new StringBuilder();
    private Optional<Customer> who = Optional.empty();
    private int tries;
    private long pressedAt;

    /// @param wrong wrong codes of all callers together
    Proof(Calls calls, Brake wrong, UUID call) {
        this.calls = calls;
        this.wrong = wrong;
        this.call = call;
    }

    synchronized Optional<Customer> who() {
        return who;
    }

    synchronized boolean mayTry() {
        return who.isEmpty() && tries < TRIES;
    }

    synchronized boolean isFirst() {
        return tries == 0;
    }

    synchronized void type(String typed) {
        if (!mayTry()) {
            return;
        }
        who = calls.verify(call, typed);
        tries++;
        log.info("A code was typed in a call: {}", who.isPresent() ? "right" : "wrong");
        if (who.isEmpty() && typed.length() == Calls.LENGTH && wrong.isWornOut("all")) {
            log.warn("Far too many wrong codes are typed on the telephone");
            tries = TRIES;
        }
    }

    /// A key that is pressed while they wait or speak: ten digits are a code.
    ///
    /// @return the code, for [#type], when this was its last digit
    synchronized Optional<String> press(char key) {
        if (!Character.isDigit(key)) {
            digits.setLength(0);
            return Optional.empty();
        }
        var now = System.nanoTime();
        if (now - pressedAt > APART.toNanos()) {
            digits.setLength(0);
        }
        pressedAt = now;
        digits.append(key);
        if (digits.length() < Calls.LENGTH) {
            return Optional.empty();
        }
        var typed = digits.toString();
        digits.setLength(0);
        return Optional.of(typed);
    }
}
