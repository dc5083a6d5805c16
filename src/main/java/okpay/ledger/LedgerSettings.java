package okpay.ledger;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import okpay.money.Money;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Rules of the books that an operator may set.
///
/// @param refundWithoutSecondPerson for each currency, the largest refund (minor units) that may be
///   booked without a proposer and an approver; a currency that is not named has none
/// @param zone where a day begins and ends, for limits
/// @param queue how many orders may wait; one more is turned away at once
/// @param batch how many orders are written at once, at most 2,048
/// @param writers how many batches are written at the same moment: one is being committed while the
///   next is on its way
/// @param keep how many accounts, holds and keys the writer remembers, each; about 250 bytes for
///   one
/// @param patience how long a caller waits for an answer
/// @param verifyAfter what was written is verified this much later: by then it is written or never
///   is
/// @param verifyFor how long at once, each time; what is left waits for a quieter minute
@ConfigurationProperties("okpay.ledger")
public record LedgerSettings(
        @DefaultValue Map<String, Long> refundWithoutSecondPerson,
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue("10000") int queue,
        @DefaultValue("1000") int batch,
        @DefaultValue("3") int writers,
        @DefaultValue("50000") int keep,
        @DefaultValue("PT10S") Duration patience,
        @DefaultValue("PT5M") Duration verifyAfter,
        @DefaultValue("PT10S") Duration verifyFor) {

    public LedgerSettings {
        refundWithoutSecondPerson =
                refundWithoutSecondPerson.isEmpty()
                        ? Map.of("CNY", 20_000L, "USD", 3_000L)
                        : Map.copyOf(refundWithoutSecondPerson);
        if (batch < 1 || batch > Position.MOST_ORDERS || queue < 1 || writers < 1 || writers > 8) {
            throw new IllegalArgumentException(
                    "okpay.ledger: batch 1 to 2048, queue from 1, writers 1 to 8");
        }
    }

    /// The defaults.
    static LedgerSettings usual() {
        return new LedgerSettings(
                Map.of(),
                ZoneId.of("Asia/Shanghai"),
                10_000,
                1_000,
                3,
                50_000,
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10));
    }

    public Money limitOf(Currency currency) {
        return new Money(
                refundWithoutSecondPerson.getOrDefault(currency.getCurrencyCode(), 0L), currency);
    }
}
