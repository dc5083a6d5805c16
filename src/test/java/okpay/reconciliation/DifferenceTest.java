package okpay.reconciliation;

import static okpay.reconciliation.Difference.Kind.DIFFERENT_AMOUNT;
import static okpay.reconciliation.Difference.Kind.DOUBLED;
import static okpay.reconciliation.Difference.Kind.MISSING_AT_BANK;
import static okpay.reconciliation.Difference.Kind.MISSING_IN_BOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import okpay.reconciliation.Difference.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What differs between two sides that both may be wrong.
class DifferenceTest {

    @Test
    void everyWayOfDifferingHasItsName() {
        assertThat(decide(List.of(5L), List.of(5L))).isEqualTo(new Verdict(1, List.of()));
        assertThat(decide(List.of(5L), List.of()))
                .isEqualTo(new Verdict(0, List.of(new Difference(MISSING_IN_BOOKS, 5L, null))));
        assertThat(decide(List.of(), List.of(5L)))
                .isEqualTo(new Verdict(0, List.of(new Difference(MISSING_AT_BANK, null, 5L))));
        assertThat(decide(List.of(5L, 5L), List.of(5L)))
                .isEqualTo(new Verdict(1, List.of(new Difference(DOUBLED, 5L, null))));
        assertThat(decide(List.of(5L), List.of(5L, 5L)))
                .isEqualTo(new Verdict(1, List.of(new Difference(DOUBLED, null, 5L))));
        assertThat(decide(List.of(6L), List.of(5L)))
                .isEqualTo(new Verdict(0, List.of(new Difference(DIFFERENT_AMOUNT, 6L, 5L))));
        assertThat(decide(List.of(-5L), List.of(5L)))
                .isEqualTo(new Verdict(0, List.of(new Difference(DIFFERENT_AMOUNT, -5L, 5L))));
        assertThat(decide(List.of(5L, 9L), List.of(5L)))
                .isEqualTo(new Verdict(1, List.of(new Difference(MISSING_IN_BOOKS, 9L, null))));
    }

    @Test
    void whatOneSideTookBackItselfIsNoDifference() {
        assertThat(decide(List.of(-5L, -5L, 5L), List.of(-5L)))
                .isEqualTo(new Verdict(1, List.of()));
        assertThat(decide(List.of(), List.of(7L, -7L))).isEqualTo(new Verdict(0, List.of()));
        assertThat(decide(List.of(5L, -5L, 9L), List.of()))
                .isEqualTo(new Verdict(0, List.of(new Difference(MISSING_IN_BOOKS, 9L, null))));
        assertThat(decide(List.of(-5L), List.of(5L)).differences()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingIsLostWhateverTheOrder(long seed) {
        var dice = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var bank = amounts(dice);
            var books = amounts(dice);
            var verdict = decide(bank, books);

            long bankSum = verdict.differences().stream().mapToLong(Sum::bank).sum();
            long booksSum = verdict.differences().stream().mapToLong(Sum::books).sum();
            assertThat(bankSum - booksSum).isEqualTo(sum(bank) - sum(books));
            // What one side took back itself is in pairs.
            int accounted = verdict.matched() * 2 + sides(verdict);
            assertThat(accounted).isLessThanOrEqualTo(bank.size() + books.size());
            assertThat((bank.size() + books.size() - accounted) % 2).isZero();

            Collections.shuffle(bank, dice);
            Collections.shuffle(books, dice);
            assertThat(decide(bank, books)).isEqualTo(verdict);
        }
    }

    private static final class Sum {
        static long bank(Difference difference) {
            return difference.bank() == null ? 0 : difference.bank();
        }

        static long books(Difference difference) {
            return difference.books() == null ? 0 : difference.books();
        }
    }

    private static int sides(Verdict verdict) {
        return verdict.differences().stream()
                .mapToInt(one -> (one.bank() == null ? 0 : 1) + (one.books() == null ? 0 : 1))
                .sum();
    }

    private static List<Long> amounts(Random dice) {
        var amounts = new ArrayList<Long>();
        for (int i = dice.nextInt(5); i > 0; i--) {
            amounts.add(dice.nextLong(1, 5) * (dice.nextBoolean() ? 1 : -1));
        }
        return amounts;
    }

    private static long sum(List<Long> amounts) {
        return amounts.stream().mapToLong(Long::longValue).sum();
    }

    private static Verdict decide(List<Long> bank, List<Long> books) {
        return Difference.decide(bank, books);
    }
}
