package okpay.resolution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okpay.identity.Customers;
import okpay.language.Fact;
import okpay.language.Facts;
import okpay.language.Tone;
import okpay.ledger.Proposal;
import okpay.ledger.Proposals;
import okpay.money.Money;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.understanding.Understanding;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.Payments;
import okpay.wallet.WalletSettings;
import okpay.wallet.Wallets;
import org.springframework.stereotype.Component;

/// Reads a reply before it leaves: sums must be in the books or in our rules, numbers must be the
/// customer's own, a time to come must be one we promised, and nobody ever asks for a secret. It
/// guards people's words and a program's drafts alike.
@Component
public class ReplyGuard {

    private static final int LATELY = 100;
    private static final Set<Tone.Kind> UNCIVIL = Set.of(Tone.Kind.ABUSIVE, Tone.Kind.ANGRY);
    private static final Duration A_LITTLE = Duration.ofMinutes(1);

    private static final Pattern CASE_NUMBER = Pattern.compile("(?<![A-Za-z0-9])C\\d{6,12}(?!\\d)");

    private final Payments payments;
    private final Proposals proposals;
    private final Promises promises;
    private final Cases cases;
    private final Customers customers;
    private final WalletSettings rules;
    private final Deadlines deadlines;
    private final Understanding understanding;
    private final Clock clock;

    ReplyGuard(
            Payments payments,
            Proposals proposals,
            Promises promises,
            Cases cases,
            Customers customers,
            WalletSettings rules,
            Deadlines deadlines,
            Understanding understanding,
            Clock clock) {
        this.understanding = understanding;
        this.deadlines = deadlines;
        this.payments = payments;
        this.proposals = proposals;
        this.promises = promises;
        this.cases = cases;
        this.customers = customers;
        this.rules = rules;
        this.clock = clock;
    }

    /// What is wrong with some words.
    public enum Kind {
        /// It asks for a PIN, a password or a code: it never leaves.
        ASKS_FOR_A_SECRET,
        /// A whole card or paper number: it never leaves.
        PRIVATE_NUMBER,
        /// Abusive or angry words, which nobody should read from us.
        UNCIVIL,
        /// A sum that is not in the books.
        UNKNOWN_SUM,
        /// A number that is not this customer's.
        UNKNOWN_NUMBER,
        /// A time to come that is not promised: it may become a promise.
        NOT_PROMISED;

        public boolean isForbidden() {
            return this == ASKS_FOR_A_SECRET || this == PRIVATE_NUMBER;
        }
    }

    /// @param words those it is about
    /// @param due for a time, when it is
    public record Doubt(Kind kind, String words, Optional<Instant> due) {}

    /// @param zone where the customer is
    /// @return in the order of [Kind]; empty when it may go
    public List<Doubt> check(Case one, String text, ZoneId zone) {
        var doubts = new ArrayList<Doubt>();
        Secrets.asked(text).ifPresent(it -> doubts.add(doubt(Kind.ASKS_FOR_A_SECRET, it)));
        Secrets.privateNumbers(text).forEach(it -> doubts.add(doubt(Kind.PRIVATE_NUMBER, it)));
        understanding.tones(text).stream()
                .filter(it -> UNCIVIL.contains(it.kind()))
                .findFirst()
                .ifPresent(it -> doubts.add(doubt(Kind.UNCIVIL, it.words())));
        var now = clock.instant();
        var known = new Known(one);
        for (var fact : Facts.in(text, zone, now, Wallets.HOME)) {
            var words = text.substring(fact.place().from(), fact.place().to());
            switch (fact) {
                case Fact.Sum sum when !known.sums.contains(sum.amount()) ->
                        doubts.add(doubt(Kind.UNKNOWN_SUM, words));
                case Fact.OurNumber(_, var id) when !known.isTheirs(id) ->
                        doubts.add(doubt(Kind.UNKNOWN_NUMBER, words));
                default -> {}
            }
        }
        CASE_NUMBER
                .matcher(text)
                .results()
                .filter(it -> !known.numbers.contains(it.group()))
                .forEach(it -> doubts.add(doubt(Kind.UNKNOWN_NUMBER, it.group())));
        for (var it : deadlines.in(text, zone, now)) {
            if (!known.isPromised(it)) {
                doubts.add(new Doubt(Kind.NOT_PROMISED, it.words(), Optional.of(it.due())));
            }
        }
        return List.copyOf(doubts);
    }

    private static Doubt doubt(Kind kind, String words) {
        return new Doubt(kind, words, Optional.empty());
    }

    /// What the books and our rules say about this customer.
    private final class Known {
        final Set<Money> sums = new HashSet<>();
        final Set<String> numbers = new HashSet<>();
        private final List<Payment> lately;
        private final List<Instant> promised;

        Known(Case one) {
            lately =
                    Stream.concat(
                                    FourEyes.paymentOf(one).flatMap(payments::find).stream(),
                                    payments
                                            .list(one.customer(), Payments.Filter.ALL, LATELY)
                                            .payments()
                                            .stream())
                            .toList();
            for (var it : lately) {
                sums.addAll(List.of(it.amount(), it.refunded(), it.remaining(), it.contested()));
            }
            FourEyes.paymentOf(one).flatMap(payments::find).stream()
                    .flatMap(it -> proposals.about(it.about()).stream())
                    .map(Proposal::amount)
                    .forEach(sums::add);
            customers
                    .find(one.customer())
                    .map(it -> rules.limitsOf(it.tier()))
                    .ifPresent(it -> sums.addAll(it.sums(Wallets.HOME)));
            cases.of(one.customer(), LATELY).forEach(it -> numbers.add(it.number()));
            promised =
                    promises.of(one.id()).stream()
                            .filter(it -> it.state() == Promise.State.RUNNING)
                            .map(Promise::due)
                            .toList();
        }

        boolean isTheirs(String id) {
            return PaymentId.read(id)
                    .map(it -> lately.stream().anyMatch(payment -> payment.id().equals(it)))
                    .orElse(false);
        }

        /// Said as a day, any promise of that day will do; said to the minute, that minute.
        boolean isPromised(Deadlines.Deadline said) {
            return promised.stream()
                    .anyMatch(it ->
                            !it.isBefore(said.from().minus(A_LITTLE))
                                    && !it.isAfter(said.until().plus(A_LITTLE)));
        }
    }
}
