package okpay.reconciliation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides what differs under one reference, from all the bank ever wrote and all the books hold
/// under it. Which file came first, or whether one came late, makes no difference.
///
/// @param bank minor units, or null when the bank has nothing
/// @param books minor units, or null when the books have nothing
public record Difference(Kind kind, @Nullable Long bank, @Nullable Long books) {

    /// How the bank and the books may differ.
    public enum Kind {
        /// The bank has it, the books do not.
        MISSING_IN_BOOKS,
        /// The books have it, the bank does not (yet).
        MISSING_AT_BANK,
        /// One side has the same thing more often than the other.
        DOUBLED,
        /// Both have it, with different amounts.
        DIFFERENT_AMOUNT
    }

    /// @param matched how many amounts both sides agree on
    record Verdict(int matched, List<Difference> differences) {
        static final Verdict NOTHING = new Verdict(0, List.of());
    }

    static Verdict decide(List<Long> bank, List<Long> books) {
        var onlyBank = sorted(bank);
        var onlyBooks = new ArrayList<Long>();
        int matched = 0;
        for (var amount : sorted(books)) {
            if (onlyBank.remove(amount)) {
                matched++;
            } else {
                onlyBooks.add(amount);
            }
        }
        withoutWhatWasTakenBack(onlyBank);
        withoutWhatWasTakenBack(onlyBooks);
        var differences = new ArrayList<Difference>();
        while (!onlyBank.isEmpty() && !onlyBooks.isEmpty()) {
            differences.add(
                    new Difference(
                            Kind.DIFFERENT_AMOUNT,
                            onlyBank.removeFirst(),
                            onlyBooks.removeFirst()));
        }
        for (var amount : onlyBank) {
            boolean again = books.contains(amount);
            differences.add(
                    new Difference(again ? Kind.DOUBLED : Kind.MISSING_IN_BOOKS, amount, null));
        }
        for (var amount : onlyBooks) {
            boolean again = bank.contains(amount);
            differences.add(
                    new Difference(again ? Kind.DOUBLED : Kind.MISSING_AT_BANK, null, amount));
        }
        return new Verdict(matched, differences);
    }

    /// A line and its reversal on the same side, which the other side never had.
    private static void withoutWhatWasTakenBack(List<Long> amounts) {
        for (int i = 0; i < amounts.size(); i++) {
            if (amounts.subList(i + 1, amounts.size()).contains(-amounts.get(i))) {
                long amount = amounts.remove(i);
                amounts.remove(Long.valueOf(-amount));
                i--;
            }
        }
    }

    private static List<Long> sorted(List<Long> amounts) {
        var sorted = new ArrayList<>(amounts);
        Collections.sort(sorted);
        return sorted;
    }
}
