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
import okpay.ledger.Proposal;
import okpay.ledger.Proposals;
import okpay.money.Money;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Promise;
import okpay.support.Promises;
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
    private static final Duration A_LITTLE = Duration.ofMinutes(1);

    private static final String SECRET_EN =
            "(?:pins?|passwords?|passcodes?|cvv|cvc|otp|(?:verification|security|one[- ]time|sms|login)"
                    + "[- ]codes?)";
    private static final String SECRET_ZH = "(?:密码|验证码|校验码|动态码|口令|安全码|CVV|PIN)";

    /// Asking for it. Telling somebody where to type it, or never to tell it, is no asking.
    private static final List<Pattern> ASKS =
            Stream.of(
                            "\\b(?:send|tell|give|text|e-?mail|read|show|forward)\\s+(?:it\\s+to\\s+)?"
                                    + "(?:me|us)\\b.{0,40}\\b"
                                    + SECRET_EN,
                            "\\b(?:reply|answer|respond|write back)\\b.{0,20}\\bwith\\b.{0,30}\\b"
                                    + SECRET_EN,
                            "\\b(?:share|provide|confirm|state|disclose|what(?:'s|’s| is| was))\\b"
                                    + ".{0,20}\\byour\\b.{0,20}\\b"
                                    + SECRET_EN,
                            "\\b" + SECRET_EN + "\\b.{0,30}\\b(?:to|with) (?:me|us)\\b",
                            "(?:告诉|提供给?|报给?|回复|发给?|念给|截图给)(?:我们?|客服|这边|一下).{0,12}" + SECRET_ZH,
                            "(?:请|麻烦|需要)您?(?:提供|告知|回复|说一下|报一下|念一下).{0,12}" + SECRET_ZH,
                            SECRET_ZH + ".{0,10}(?:发给|告诉|报给|提供给?|发来|发过来|说一下|给我|发一下|念给|截图)",
                            "您的.{0,8}" + SECRET_ZH + "(?:是什么|是多少|是[？?])")
                    .map(it -> Pattern.compile(it, Pattern.CASE_INSENSITIVE))
                    .toList();

    private static final Pattern NEVER =
            Pattern.compile(
                    "\\b(?:never|don['’]?t|do not|does not|doesn['’]?t|won['’]?t|will not|not|nobody|no one)\\b"
                            + "|不会|不要|切勿|请勿|从不|绝不|不得|别|无需|不能|没有人|任何人",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern SENTENCE = Pattern.compile("[.!?。！？\\n]+");

    /// Long numbers as they stand on cards and papers.
    private static final Pattern CARD = Pattern.compile("(?<!\\d)(?:\\d[ -]?){13,19}(?!\\d)");

    private static final Pattern CASE_NUMBER = Pattern.compile("(?<![A-Za-z0-9])C\\d{6,12}(?!\\d)");

    private final Payments payments;
    private final Proposals proposals;
    private final Promises promises;
    private final Cases cases;
    private final Customers customers;
    private final WalletSettings rules;
    private final Clock clock;

    ReplyGuard(
            Payments payments,
            Proposals proposals,
            Promises promises,
            Cases cases,
            Customers customers,
            WalletSettings rules,
            Clock clock) {
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
        asks(text).ifPresent(it -> doubts.add(doubt(Kind.ASKS_FOR_A_SECRET, it)));
        CARD.matcher(text)
                .results()
                .map(it -> it.group().strip())
                .filter(ReplyGuard::isPrivate)
                .forEach(it -> doubts.add(doubt(Kind.PRIVATE_NUMBER, it)));
        var facts = Facts.in(text, zone, clock.instant(), Wallets.HOME);
        var known = new Known(one);
        var times = new ArrayList<Doubt>();
        for (var fact : facts) {
            var words = text.substring(fact.place().from(), fact.place().to());
            switch (fact) {
                case Fact.Sum sum when !known.sums.contains(sum.amount()) ->
                        doubts.add(doubt(Kind.UNKNOWN_SUM, words));
                case Fact.OurNumber(_, var id) when !known.isTheirs(id) ->
                        doubts.add(doubt(Kind.UNKNOWN_NUMBER, words));
                case Fact.When when when isToCome(when) && !known.isPromised(when) ->
                        times.add(new Doubt(Kind.NOT_PROMISED, words, Optional.of(dueOf(when))));
                default -> {}
            }
        }
        CASE_NUMBER
                .matcher(text)
                .results()
                .filter(it -> !known.numbers.contains(it.group()))
                .forEach(it -> doubts.add(doubt(Kind.UNKNOWN_NUMBER, it.group())));
        doubts.addAll(times);
        return List.copyOf(doubts);
    }

    /// The sentence that asks for a secret.
    static Optional<String> asks(String text) {
        return SENTENCE.splitAsStream(text)
                .map(String::strip)
                .filter(it -> !NEVER.matcher(it).find())
                .filter(it -> ASKS.stream().anyMatch(ask -> ask.matcher(it).find()))
                .findFirst();
    }

    /// A card by its check digit, or a Chinese resident's number by its length.
    private static boolean isPrivate(String number) {
        var digits = number.replaceAll("\\D", "");
        return digits.length() == 18 || luhn(digits);
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int twice = i % 2 == 0 ? digit : digit * 2;
            sum += twice > 9 ? twice - 9 : twice;
        }
        return sum % 10 == 0;
    }

    private boolean isToCome(Fact.When when) {
        return when.until().isAfter(clock.instant());
    }

    /// What a time says about when something is done: its moment, or the end of its span.
    private static Instant dueOf(Fact.When when) {
        return Duration.between(when.from(), when.until()).compareTo(A_LITTLE) <= 0
                ? when.from()
                : when.until();
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
        boolean isPromised(Fact.When when) {
            return promised.stream()
                    .anyMatch(it ->
                            !it.isBefore(when.from().minus(A_LITTLE))
                                    && !it.isAfter(when.until().plus(A_LITTLE)));
        }
    }
}
