package okpay.ledger;

import java.util.Optional;
import okpay.id.Ids;

/// Names one account: `ac_…`. Inside, a small number: the books write it twice a line.
public record AccountId(long number) implements Comparable<AccountId> {

    public static Optional<AccountId> read(String text) {
        return Ids.readNumber("ac", text, AccountId::new);
    }

    @Override
    public int compareTo(AccountId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Ids.print("ac", number);
    }
}
