package okpay.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okpay.abroad.BeneficiaryForm;
import okpay.abroad.Quote;
import okpay.abroad.Quotes;
import okpay.abroad.Rates;
import okpay.abroad.TransferPurpose;
import okpay.abroad.Transfers;
import okpay.correspondent.Correspondent;
import okpay.house.Story;
import okpay.ledger.Ledger;
import org.iban4j.CountryCode;
import org.iban4j.Iban;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Two OKPays on one database: what one node remembers of tries under way, the other does not know.
class TwoNodesTest extends Story {

    @Autowired private PaymentStore store;
    @Autowired private Tries tries;
    @Autowired private Ledger ledger;
    @Autowired private Settlements settlements;
    @Autowired private Gate gate;
    @Autowired private Rails rails;
    @Autowired private WalletSettings settings;
    @Autowired private Entries entries;
    @Autowired private Rates rates;
    @Autowired private Quotes quotes;
    @Autowired private Transfers transfers;
    @Autowired private Correspondent correspondent;

    @Test
    void oneQuoteIsPaidToOneAccountWhicheverNodeItIsAskedOf() throws Exception {
        var other =
                new Payments(
                        store,
                        new Checkout(store, tries, wallets, ledger, gate, settings, entries),
                        settlements,
                        rails,
                        settings,
                        clock());
        rates.set(Currency.getInstance("EUR"), new BigDecimal("8.2"));
        for (int round = 0; round < 15; round++) {
            var li = customer("Li Lei").holding("9000.00 CNY");
            var offer = ((Quotes.Offered) quotes.ask("DE", money("1000.00 CNY"))).offer();
            var quote = quotes.lock(li.id(), offer);
            var right = Iban.random(CountryCode.DE).toString();
            var wrong = Iban.random(CountryCode.DE).toString();
            transfers.prepare(
                    quote,
                    new BeneficiaryForm("Erika Mustermann", right, "", "Berlin", ""),
                    TransferPurpose.GIFT,
                    "");
            int received = correspondent.received();
            var together = new CyclicBarrier(2);
            Callable<Attempt> here =
                    () -> {
                        together.await(10, TimeUnit.SECONDS);
                        return payments.carry(li.customer(), to(quote, right), order(quote));
                    };
            Callable<Attempt> there =
                    () -> {
                        together.await(10, TimeUnit.SECONDS);
                        return other.carry(li.customer(), to(quote, wrong), order(quote));
                    };
            List<Attempt> attempts;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                attempts =
                        threads.invokeAll(List.of(here, there)).stream()
                                .map(one -> one.resultNow())
                                .toList();
            }

            var refused = new Attempt.NotMade(Attempt.Reason.KEY_REUSED);
            assertThat(attempts).containsOnlyOnce(refused);
            boolean rightWon = attempts.getLast().equals(refused);
            assertThat(correspondent.received() - received).isEqualTo(rightWon ? 1 : 0);
            var now = payments.find(quote.id().payment()).orElseThrow().state();
            assertThat(now).isEqualTo(rightWon ? PaymentState.HELD : PaymentState.FAILED);
            li.canSpend(rightWon ? "7988.00 CNY" : "9000.00 CNY");
        }
    }

    private static Payments.Errand to(Quote quote, String account) {
        return new Payments.Errand(
                quote.id().payment(), PaymentKind.ABROAD, account, "Erika Mustermann");
    }

    private static PayOrder order(Quote quote) {
        return new PayOrder(quote.offer().total(), "", quote.id().toString(), PIN);
    }
}
