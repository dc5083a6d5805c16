package okpay.ledger;

import java.util.List;

/// A chain of instructions that is booked whole or not at all, once.
///
/// Its key is `about:step`. The same key with the same chain gets the first answer again, for ever,
/// a refusal included; the same key with another chain is refused. So a retry asks under the same
/// key, and a composite derives its children's keys from its own.
///
/// @param about what it belongs to, in the caller's words (`payment:pm_…`); what is about the same
///   thing is found together
/// @param step what is done about it (`capture`); no colon, so that keys cannot run into each other
/// @param chain 1 to 20 instructions; a longer one is refused
public record Order(String about, String step, List<Instruction> chain) {

    static final int LONGEST_CHAIN = 20;

    public Order {
        if (about.isBlank() || step.isBlank() || step.indexOf(':') >= 0) {
            throw new IllegalArgumentException("An order is about something, and names a step");
        }
        if (about.length() + step.length() > 199) {
            throw new IllegalArgumentException("A key has at most 200 characters");
        }
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("An order asks for something");
        }
        chain = List.copyOf(chain);
    }

    public static Order of(String about, String step, Instruction... chain) {
        return new Order(about, step, List.of(chain));
    }

    public String key() {
        return about + ':' + step;
    }
}
