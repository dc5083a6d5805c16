package okpay.ledger;

import java.util.Currency;
import java.util.Map;
import okpay.money.Money;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Rules of the books that an operator may set.
///
/// @param refundWithoutSecondPerson for each currency, the largest refund (minor units) that may be
///   booked without a proposer and an approver; a currency that is not named has none
@ConfigurationProperties("okpay.ledger")
public record LedgerSettings(@DefaultValue Map<String, Long> refundWithoutSecondPerson) {

    public LedgerSettings {
        refundWithoutSecondPerson =
                refundWithoutSecondPerson.isEmpty()
                        ? Map.of("CNY", 20_000L, "USD", 3_000L)
                        : Map.copyOf(refundWithoutSecondPerson);
    }

    public Money limitOf(Currency currency) {
        return new Money(
                refundWithoutSecondPerson.getOrDefault(currency.getCurrencyCode(), 0L), currency);
    }
}
