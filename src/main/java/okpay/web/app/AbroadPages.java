package okpay.web.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import okpay.abroad.BeneficiaryForm;
import okpay.abroad.BeneficiaryForm.Field;
import okpay.abroad.Corridors;
import okpay.abroad.Quote;
import okpay.abroad.QuoteId;
import okpay.abroad.Quotes;
import okpay.abroad.Transfer;
import okpay.abroad.TransferPurpose;
import okpay.abroad.Transfers;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.PaymentId;
import okpay.web.AbroadWords;
import okpay.web.Page;
import okpay.web.Prices;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Sending abroad: what it costs, to whom, the review, and asking it back.
@Controller
class AbroadPages {

    /// What the books refuse stays refused: such a quote is used up.
    private static final Set<String> SPENDING =
            Set.of(
                    "pay.refused.SHORT_OF_FUNDS",
                    "pay.refused.OVER_LIMIT_A_DAY",
                    "pay.refused.FROZEN");

    private final Corridors corridors;
    private final Prices prices;
    private final Quotes quotes;
    private final Transfers transfers;
    private final Payer payer;

    AbroadPages(
            Corridors corridors, Prices prices, Quotes quotes, Transfers transfers, Payer payer) {
        this.prices = prices;
        this.corridors = corridors;
        this.quotes = quotes;
        this.transfers = transfers;
        this.payer = payer;
    }

    /// @param again a payment that did not arrive, to be filled in again
    @GetMapping("/app/abroad")
    ModelAndView price(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String country,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String again) {
        var before = mine(page, again);
        if (before.isPresent() && country.isEmpty()) {
            var offer = before.get().quote().offer();
            return price(page, offer.corridor().country(), offer.send().digits(), again);
        }
        var asked = amount.isBlank() ? Prices.Price.NOT_ASKED : prices.of(country, amount);
        return priceForm(page, country, amount, again, asked);
    }

    private ModelAndView priceForm(
            Page page, String country, String amount, String again, Prices.Price price) {
        return payer.form(page, "app/abroad", price.refusal())
                .addObject("countries", AbroadWords.countries(corridors.list(), page.locale()))
                .addObject("country", country)
                .addObject("amount", amount)
                .addObject("again", again)
                .addObject("offer", price.offer());
    }

    /// Promises the price for half an hour.
    @PostMapping("/app/abroad")
    ModelAndView lock(
            @ModelAttribute("page") Page page,
            @RequestParam String country,
            @RequestParam String amount,
            @RequestParam(defaultValue = "") String again) {
        var price = prices.of(country, amount);
        if (price.offer().isEmpty()) {
            return priceForm(page, country, amount, again, price);
        }
        var quote = quotes.lock(page.customer().id(), price.offer().get());
        var to = "/app/abroad/" + quote.id();
        return new ModelAndView(
                "redirect:" + (mine(page, again).isPresent() ? to + "?again=" + again : to));
    }

    @GetMapping("/app/abroad/{id}")
    ModelAndView form(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String again) {
        var quote = quote(page, id);
        var before = mine(page, again).or(() -> transfers.find(quote.id().payment()));
        return before.map(it -> form(page, quote, filled(it), flaws(it), Optional.empty()))
                .orElseGet(() ->
                        form(
                                page,
                                quote,
                                new Filled(BeneficiaryForm.EMPTY, "", ""),
                                Map.of(),
                                Optional.empty()));
    }

    /// What is said about one field while the others are still typed.
    @PostMapping("/app/abroad/{id}/check")
    ModelAndView check(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam Field field,
            BeneficiaryForm typed) {
        var corridor = quote(page, id).offer().corridor();
        return new ModelAndView("part/field-flaw")
                .addObject("field", field)
                .addObject(
                        "flaw",
                        typed.flaw(field, corridor).map(flaw -> "abroad.flaw." + flaw).orElse(""));
    }

    @PostMapping("/app/abroad/{id}")
    ModelAndView send(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            BeneficiaryForm typed,
            @RequestParam TransferPurpose purpose,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "false") boolean confirmed) {
        var quote = quote(page, id);
        var filled = new Filled(typed, purpose.name(), note);
        var flaws = new TreeMap<Field, String>();
        typed.flaws(quote.offer().corridor())
                .forEach((field, flaw) -> flaws.put(field, "abroad.flaw." + flaw));
        if (!flaws.isEmpty()) {
            return form(page, quote, filled, flaws, Optional.of("abroad.refused.FIELDS"));
        }
        if (!BeneficiaryForm.canCarry(note)) {
            return form(page, quote, filled, flaws, Optional.of("abroad.refused.NOTE_TOO_LONG"));
        }
        return payer.next(
                page,
                new Payer.Typed(quote.offer().total().digits(), quote.id().toString(), confirmed),
                new Payer.Errand() {
                    @Override
                    public ModelAndView form(String key, Optional<String> refusal) {
                        return AbroadPages.this.form(page, quote, filled, Map.of(), refusal);
                    }

                    @Override
                    public Review review(Money money, Money after) {
                        transfers.prepare(quote, typed, purpose, note);
                        return AbroadPages.review(page, quote, filled, after);
                    }

                    @Override
                    public Attempt pay(Money money, String pin) {
                        return transfers.send(page.customer(), quote, typed, purpose, note, pin);
                    }
                });
    }

    @PostMapping("/app/payments/{id}/recall")
    String recall(@ModelAttribute("page") Page page, @PathVariable String id) {
        boolean isMine =
                PaymentId.read(id)
                        .flatMap(one -> transfers.recall(page.customer().id(), one))
                        .isPresent();
        if (!isMine) {
            throw new Problems.NotFound();
        }
        return "redirect:/app/payments/" + id;
    }

    private static Review review(Page page, Quote quote, Filled filled, Money after) {
        var offer = quote.offer();
        var to = filled.to();
        return new Review(
                "pay",
                "/app/abroad/" + quote.id(),
                "/app/abroad/" + quote.id(),
                to.name(),
                to.account() + (to.bank().isBlank() ? "" : " · " + to.bank()),
                offer.total(),
                filled.note(),
                after,
                AbroadWords.lines(page, offer),
                Map.of(
                        "name", to.name(),
                        "account", to.account(),
                        "bank", to.bank(),
                        "town", to.town(),
                        "street", to.street(),
                        "purpose", filled.purpose(),
                        "note", filled.note()));
    }

    private ModelAndView form(
            Page page,
            Quote quote,
            Filled filled,
            Map<Field, String> flaws,
            Optional<String> refusal) {
        return payer.form(page, "app/beneficiary", refusal)
                .addObject("quote", quote)
                .addObject("spent", refusal.filter(SPENDING::contains).isPresent())
                .addObject("filled", filled)
                .addObject("flaws", flaws)
                .addObject("purposes", List.of(TransferPurpose.values()));
    }

    private Quote quote(Page page, String id) {
        return QuoteId.read(id)
                .flatMap(one -> quotes.find(one, page.customer().id()))
                .orElseThrow(Problems.NotFound::new);
    }

    private Optional<Transfer> mine(Page page, String payment) {
        return PaymentId.read(payment)
                .flatMap(transfers::find)
                .filter(one -> one.quote().customer().equals(page.customer().id()));
    }

    private static Filled filled(Transfer before) {
        return new Filled(AbroadWords.form(before), before.purpose().name(), before.note());
    }

    /// What the other side found wrong is pointed out where it is mended.
    private static Map<Field, String> flaws(Transfer before) {
        return before.latest()
                .flatMap(stage ->
                        AbroadWords.field(stage.reason())
                                .map(field ->
                                        Map.of(
                                                field,
                                                "abroad.reason."
                                                        + AbroadWords.code(stage.reason()))))
                .orElse(Map.of());
    }
}
