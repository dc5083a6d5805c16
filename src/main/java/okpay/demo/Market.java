package okpay.demo;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.stream.Collectors;
import okpay.correspondent.Conduct;

/// What the demo company believes of the world: made-up rates, and accounts abroad that misbehave.
final class Market {

    private Market() {}

    static Map<Currency, BigDecimal> rates() {
        return Map.of(
                        "EUR", "8.2000",
                        "GBP", "9.4500",
                        "CHF", "8.8000",
                        "USD", "7.1000",
                        "JPY", "0.0465",
                        "HKD", "0.9120",
                        "SGD", "5.4500",
                        "AUD", "4.6500")
                .entrySet()
                .stream()
                .collect(
                        Collectors.toMap(
                                one -> Currency.getInstance(one.getKey()),
                                one -> new BigDecimal(one.getValue())));
    }

    /// The examples of the IBAN registry stand for accounts in trouble; every other one is fine.
    static Map<String, Conduct> accounts() {
        return Map.of(
                "DE89370400440532013000", Conduct.ACCOUNT_CLOSED,
                "FR1420041010050500013M02606", Conduct.OTHER_NAME,
                "GB29NWBK60161331926819", Conduct.WANTS_PAPERS,
                "NL91ABNA0417164300", Conduct.RETURNS);
    }
}
