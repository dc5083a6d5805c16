package okpay.resolution;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okpay.identity.CustomerId;
import okpay.language.Fact;
import okpay.wallet.Payment;
import okpay.wallet.PaymentKind;

/// Which of a customer's payments a text is about: by the sums, times, numbers and names in it. A
/// sum and a time may each be a little wrong, but something must fit.
final class Matches {

    private static final int MOST = 3;
    private static final int ENOUGH = 3;
    private static final Map<String, PaymentKind> KINDS =
            Map.ofEntries(
                    Map.entry("top_up_missing", PaymentKind.TOP_UP),
                    Map.entry("top_up_failed", PaymentKind.TOP_UP),
                    Map.entry("withdrawal_missing", PaymentKind.WITHDRAW),
                    Map.entry("withdrawal_failed", PaymentKind.WITHDRAW),
                    Map.entry("bill_not_credited", PaymentKind.BILL),
                    Map.entry("transfer_not_received", PaymentKind.SEND),
                    Map.entry("sent_to_wrong_person", PaymentKind.SEND),
                    Map.entry("abroad_where", PaymentKind.ABROAD));

    /// What else is about one payment, whichever kind it is.
    private static final Set<String> ABOUT_A_PAYMENT =
            Set.of(
                    "payment_pending",
                    "payment_failed_why",
                    "recall_transfer",
                    "charged_but_failed",
                    "paid_twice",
                    "wrong_amount",
                    "goods_not_received",
                    "refund_where",
                    "refund_how",
                    "dispute_status",
                    "money_held",
                    "goods_wrong",
                    "contest_payment");

    private static final int MOST_TO_CHOOSE = 4;

    private Matches() {}

    /// Whether it is about one payment, so that it is worth asking which.
    static boolean isAboutOne(String intent) {
        return KINDS.containsKey(intent) || ABOUT_A_PAYMENT.contains(intent);
    }

    /// Which it may be where nothing in the text tells: the last of the right kind.
    ///
    /// @param payments the customer's, of late
    /// @return at most four, the latest first
    static List<Payment> perhaps(
            CustomerId customer, List<Payment> payments, Optional<String> intent) {
        var kind = intent.map(KINDS::get);
        return payments.stream()
                .filter(it -> it.customer().equals(customer))
                .filter(it ->
                        kind.isEmpty() ? !it.kind().isIncoming() : kind.get().equals(it.kind()))
                .sorted(Comparator.comparing(Payment::at, Comparator.reverseOrder()))
                .limit(MOST_TO_CHOOSE)
                .toList();
    }

    /// @param payments the customer's, of late
    /// @param intent what the text is about, where that is known
    /// @return at most three, the best first, the later before the earlier
    static List<Payment> of(
            CustomerId customer,
            List<Payment> payments,
            String text,
            List<Fact> facts,
            Optional<String> intent) {
        var plain = text.toLowerCase(Locale.ROOT);
        var kind = intent.map(KINDS::get);
        return payments.stream()
                .filter(it -> it.customer().equals(customer))
                .map(it -> new Scored(it, score(it, plain, facts, kind)))
                .filter(it -> it.score >= ENOUGH)
                .sorted(
                        Comparator.comparingInt((Scored it) -> -it.score)
                                .thenComparing(it -> it.payment.at(), Comparator.reverseOrder()))
                .limit(MOST)
                .map(Scored::payment)
                .toList();
    }

    private record Scored(Payment payment, int score) {}

    private static int score(
            Payment payment, String plain, List<Fact> facts, Optional<PaymentKind> kind) {
        int score = kind.filter(payment.kind()::equals).isPresent() ? 1 : 0;
        int time = 0;
        for (var fact : facts) {
            score +=
                    switch (fact) {
                        case Fact.Sum(var _, var sum) -> sum.equals(payment.amount()) ? 3 : 0;
                        case Fact.OurNumber(var _, var id) ->
                                payment.id().toString().equals(id) ? 10 : 0;
                        case Fact.When _, Fact.Phone _, Fact.Account _, Fact.ErrorCode _ -> 0;
                    };
            if (fact instanceof Fact.When(var _, var from, var until)) {
                time = Math.max(time, near(payment.at(), from, until));
            }
        }
        var name = payment.payeeName().toLowerCase(Locale.ROOT);
        boolean isNamed = name.length() > 1 && !name.contains("*") && plain.contains(name);
        return score + time + (isNamed ? 3 : 0);
    }

    /// Nobody remembers the minute.
    private static int near(Instant at, Instant from, Instant until) {
        var span = Duration.between(from, until);
        var slack = span.compareTo(Duration.ofHours(1)) <= 0 ? Duration.ofHours(2) : Duration.ZERO;
        return !at.isBefore(from.minus(slack)) && at.isBefore(until.plus(slack)) ? 2 : 0;
    }
}
