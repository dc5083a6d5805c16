package okpay.web.site;

import okpay.abroad.Corridors;
import okpay.web.AbroadWords;
import okpay.web.Page;
import okpay.web.Prices;
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
    private final Prices prices;

    AbroadSite(Corridors corridors, Prices prices) {
        this.corridors = corridors;
        this.prices = prices;
    }

    @GetMapping("/abroad")
    ModelAndView price(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String country,
            @RequestParam(defaultValue = "") String amount) {
        var price = amount.isBlank() ? Prices.Price.NOT_ASKED : prices.of(country, amount);
        var view =
                new ModelAndView("site/abroad")
                        .addObject(
                                "countries", AbroadWords.countries(corridors.list(), page.locale()))
                        .addObject("country", country)
                        .addObject("amount", amount)
                        .addObject("offer", price.offer())
                        .addObject("refusal", price.refusal());
        if (price.refusal().isPresent()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view;
    }
}
