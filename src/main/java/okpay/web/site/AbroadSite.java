package okpay.web.site;

import java.util.Optional;
import okpay.abroad.Corridors;
import okpay.abroad.Offer;
import okpay.abroad.Quotes;
import okpay.money.Amounts;
import okpay.web.AbroadWords;
import okpay.web.Page;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// For everybody, signed in or not: is the country served, what does it cost, when is it there.
@Controller
class AbroadSite {

    private final Corridors corridors;
    private final Quotes quotes;

    AbroadSite(Corridors corridors, Quotes quotes) {
        this.corridors = corridors;
        this.quotes = quotes;
    }

    @GetMapping("/abroad")
    ModelAndView price(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String country,
            @RequestParam(defaultValue = "") String amount) {
        if (amount.isBlank()) {
            return page(page, country, amount, Optional.empty(), Optional.empty());
        }
        return switch (Amounts.read(amount, Corridors.FROM)) {
            case Amounts.Unreadable(var flaw) ->
                    refused(page, country, amount, "amount.refused." + flaw);
            case Amounts.Read(var money) ->
                    switch (quotes.ask(country, money)) {
                        case Quotes.NotOffered(var reason) ->
                                refused(page, country, amount, "abroad.refused." + reason);
                        case Quotes.Offered(var offer) ->
                                page(page, country, amount, Optional.of(offer), Optional.empty());
                    };
        };
    }

    private ModelAndView refused(Page page, String country, String amount, String refusal) {
        var view = page(page, country, amount, Optional.empty(), Optional.of(refusal));
        view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return view;
    }

    private ModelAndView page(
            Page page,
            String country,
            String amount,
            Optional<Offer> offer,
            Optional<String> refusal) {
        return new ModelAndView("site/abroad")
                .addObject("countries", AbroadWords.countries(corridors.list(), page.locale()))
                .addObject("country", country)
                .addObject("amount", amount)
                .addObject("offer", offer)
                .addObject("refusal", refusal);
    }
}
