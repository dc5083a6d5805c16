package okpay.channels.phone;

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

    private final Calls calls;
    private final Brake wrong;
    private final UUID call;
    private final StringBuilder digits = new StringBuilder();
    private Optional<Customer> who = Optional.empty();
    private int tries;

    /// @param wrong wrong codes of all callers together
    Proof(Calls calls, Brake wrong, UUID call) {
        this.calls = calls;
        this.wrong = wrong;
        this.call = call;
    }

    Optional<Customer> who() {
        return who;
    }

    boolean mayTry() {
        return who.isEmpty() && tries < TRIES;
    }

    boolean isFirst() {
        return tries == 0;
    }

    void type(String typed) {
        if (!mayTry()) {
            return;
        }
        tries++;
        who = calls.verify(call, typed);
        if (who.isEmpty() && typed.length() == Calls.LENGTH && wrong.isWornOut("all")) {
            log.warn("Far too many wrong codes are typed on the telephone");
            tries = TRIES;
        }
    }

    /// A key that is pressed while they wait or speak: ten digits are a code.
    void press(char key) {
        if (!Character.isDigit(key)) {
            digits.setLength(0);
            return;
        }
        digits.append(key);
        if (digits.length() == Calls.LENGTH) {
            type(digits.toString());
            digits.setLength(0);
        }
    }
}
