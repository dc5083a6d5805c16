package okpay.web;

import java.util.Optional;
import okpay.abroad.Corridors;
import okpay.abroad.Offer;
import okpay.abroad.Quotes;
import okpay.money.Amounts;
import org.springframework.stereotype.Component;

/// What sending abroad costs, for what somebody typed.
@Component
public class Prices {

    private final Quotes quotes;

    Prices(Quotes quotes) {
        this.quotes = quotes;
    }

    /// @param refusal a key, when there is no offer although one was asked for
    public record Price(Optional<Offer> offer, Optional<String> refusal) {

        /// Nothing was asked yet.
        public static final Price NOT_ASKED = new Price(Optional.empty(), Optional.empty());

        private static Price refused(String key) {
            return new Price(Optional.empty(), Optional.of(key));
        }
    }

    /// @param amount as typed
    public Price of(String country, String amount) {
        return switch (Amounts.read(amount, Corridors.FROM)) {
            case Amounts.Unreadable(var flaw) -> Price.refused("amount.refused." + flaw);
            case Amounts.Read(var money) ->
                    switch (quotes.ask(country, money)) {
                        case Quotes.NotOffered(var reason) ->
                                Price.refused("abroad.refused." + reason);
                        case Quotes.Offered(var offer) ->
                                new Price(Optional.of(offer), Optional.empty());
                    };
        };
    }
}
