package okpay.web.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.id.Ids;
import okpay.merchant.Charge;
import okpay.merchant.ChargeId;
import okpay.merchant.Charges;
import okpay.merchant.ShownCodes;
import okpay.money.Money;
import okpay.qr.QrPictures;
import okpay.wallet.Attempt;
import okpay.wallet.Shop;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Paying one bill of a shop, and the customer's own code that a shop scans to write one.
@Controller
class ChargePages {

    private final Charges charges;
    private final ShownCodes codes;
    private final Payer payer;

    ChargePages(Charges charges, ShownCodes codes, Payer payer) {
        this.charges = charges;
        this.codes = codes;
        this.payer = payer;
    }

    @GetMapping("/app/charges/{id}")
    ModelAndView show(@ModelAttribute("page") Page page, @PathVariable String id) {
        return next(page, charge(page, id), Ids.next().toString(), false);
    }

    @PostMapping("/app/charges/{id}")
    ModelAndView pay(
            @ModelAttribute("page") Page page, @PathVariable String id, @RequestParam String key) {
        return next(page, charge(page, id), key, true);
    }

    /// Asks whether a bill that a shop put before the customer shall go away.
    @GetMapping("/app/charges/{id}/refusal")
    ModelAndView unwanted(@ModelAttribute("page") Page page, @PathVariable String id) {
        return over(page, charge(page, id), Optional.empty());
    }

    @PostMapping("/app/charges/{id}/refusal")
    String decline(@ModelAttribute("page") Page page, @PathVariable String id) {
        charges.decline(page.customer().id(), charge(page, id));
        return "redirect:/app/pay";
    }

    private ModelAndView next(Page page, Charge charge, String key, boolean confirmed) {
        if (!confirmed && charges.isPaid(charge)) {
            return over(page, charge, Optional.of("pay.refused.PAID_ALREADY"));
        }
        if (!confirmed && charge.isOverAt(page.now())) {
            return over(page, charge, Optional.of("charge.over"));
        }
        var shop = charges.shop(charge);
        var typed = new Payer.Typed(charge.amount().digits(), key, confirmed);
        return payer.next(
                page,
                typed,
                new Payer.Errand() {
                    @Override
                    public ModelAndView form(String again, Optional<String> refusal) {
                        return over(page, charge, refusal);
                    }

                    @Override
                    public Review review(Money money, Money after) {
                        return ChargePages.review(page, charge, shop, key, money, after);
                    }

                    @Override
                    public Attempt pay(Money money, String pin) {
                        return charges.pay(
                                page.customer(), charge, shop.in(page.locale()), key, pin);
                    }
                });
    }

    private static Review review(
            Page page, Charge charge, Shop shop, String key, Money money, Money after) {
        boolean isPutBefore = charge.payer().isPresent();
        var here = "/app/charges/" + charge.id();
        return new Review(
                "pay",
                here,
                isPutBefore ? here + "/refusal" : "/app/pay",
                shop.nameIn(page.locale()),
                shop.code(),
                money,
                charge.note(),
                after,
                List.of(),
                Map.of("key", key));
    }

    private ModelAndView over(Page page, Charge charge, Optional<String> refusal) {
        return Forms.show("app/charge", refusal)
                .addObject("charge", charge)
                .addObject("shop", charges.shop(charge).nameIn(page.locale()));
    }

    private Charge charge(Page page, String id) {
        return ChargeId.read(id)
                .flatMap(one -> charges.find(one, page.customer().id()))
                .orElseThrow(Problems.NotFound::new);
    }

    /// The customer's own code.
    @GetMapping("/app/my-code")
    ModelAndView code() {
        return new ModelAndView("app/code");
    }

    /// A fresh code, drawn again every minute.
    @PostMapping("/app/my-code/fresh")
    ModelAndView fresh(@ModelAttribute("page") Page page) {
        var shown = codes.show(page.customer().id());
        return new ModelAndView("part/shown-code")
                .addObject("picture", QrPictures.draw(shown.digits(), page.say("code.own.title")))
                .addObject("digits", shown.digits().replaceAll("(\\d{6})(?=\\d)", "$1 "));
    }

    /// Whether a shop has written a bill: then there.
    @GetMapping("/app/my-code/bill")
    ResponseEntity<Void> bill(@ModelAttribute("page") Page page) {
        var found = charges.waitingFor(page.customer().id());
        return found.map(charge ->
                        ResponseEntity.ok()
                                .header("HX-Redirect", "/app/charges/" + charge.id())
                                .<Void>build())
                .orElseGet(() -> ResponseEntity.status(HttpStatus.NO_CONTENT).build());
    }
}
