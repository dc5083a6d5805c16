package okpay.web.app;

import java.util.List;
import java.util.Optional;
import okpay.disputes.Disputes;
import okpay.id.Ids;
import okpay.merchant.Charge;
import okpay.merchant.ChargeId;
import okpay.merchant.Charges;
import okpay.merchant.Merchants;
import okpay.merchant.Trade;
import okpay.money.Amounts;
import okpay.money.Money;
import okpay.qr.QrPictures;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.Payments;
import okpay.wallet.Shop;
import okpay.wallet.ShopId;
import okpay.wallet.Wallets;
import okpay.web.Keys;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// A customer's own shop: its code, its bills, what it took, what it gives back.
@Controller
class TillPages {

    private static final int PAGE = 20;

    private final Merchants merchants;
    private final Charges charges;
    private final Payments payments;
    private final Disputes disputes;

    TillPages(Merchants merchants, Charges charges, Payments payments, Disputes disputes) {
        this.disputes = disputes;
        this.merchants = merchants;
        this.charges = charges;
        this.payments = payments;
    }

    @GetMapping("/app/till")
    ModelAndView shops(@ModelAttribute("page") Page page) {
        return shops(page, "", "", Optional.empty());
    }

    @PostMapping("/app/till")
    ModelAndView open(
            @ModelAttribute("page") Page page,
            @RequestParam String name,
            @RequestParam(defaultValue = "") String nameEn,
            @RequestParam Trade trade) {
        return switch (merchants.open(page.customer(), name, nameEn, trade)) {
            case Merchants.Opened(var shop) -> to(shop);
            case Merchants.NotOpened(var why) -> shops(page, name, nameEn, refused(why));
        };
    }

    private ModelAndView shops(Page page, String name, String nameEn, Optional<String> refusal) {
        return Forms.show("app/shops", refusal)
                .addObject("shops", merchants.of(page.customer().id()))
                .addObject("trades", List.of(Trade.values()))
                .addObject("name", name)
                .addObject("nameEn", nameEn);
    }

    @GetMapping("/app/till/{id}")
    ModelAndView till(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String before) {
        return till(page, shop(page, id), before, Optional.empty());
    }

    private ModelAndView till(Page page, Shop shop, String before, Optional<String> refusal) {
        var found = payments.takenBy(shop, PaymentId.read(before), PAGE);
        return Forms.show("app/till", refusal)
                .addObject("shop", shop)
                .addObject("takings", merchants.takings(shop))
                .addObject(
                        "picture",
                        QrPictures.draw(
                                merchants.code(shop),
                                page.say("till.code.of", shop.nameIn(page.locale()))))
                .addObject("disputes", disputes.ofShop(shop.code()))
                .addObject("found", found.payments())
                .addObject("next", found.next().map(PaymentId::toString))
                .addObject("key", Ids.next().toString());
    }

    /// Writes a bill: for anybody, or for whoever shows this code.
    @PostMapping("/app/till/{id}/charges")
    ModelAndView charge(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam String amount,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String code,
            @RequestParam String key) {
        var shop = shop(page, id);
        Keys.plain(key, "key");
        if (note.length() > 200) {
            return till(page, shop, "", Optional.of("send.note.too.long"));
        }
        return switch (Amounts.read(amount, Wallets.HOME)) {
            case Amounts.Unreadable(var flaw) ->
                    till(page, shop, "", Optional.of("amount.refused." + flaw));
            case Amounts.Read(var money) ->
                    written(shop, money, note, code, key)
                            .map(it ->
                                    new ModelAndView(
                                            "redirect:/app/till/%s/charges/%s"
                                                    .formatted(shop.id(), it.id())))
                            .orElseGet(() ->
                                    till(
                                            page,
                                            shop,
                                            "",
                                            refused(Merchants.Reason.NOBODY_SHOWS_THIS)));
        };
    }

    private Optional<Charge> written(
            Shop shop, Money amount, String note, String code, String key) {
        return charges.ask(shop, amount, note, Optional.of(code).filter(it -> !it.isBlank()), key);
    }

    @GetMapping("/app/till/{id}/charges/{charge}")
    ModelAndView show(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @PathVariable String charge) {
        return drawn(page, "app/bill", shop(page, id), charge);
    }

    /// How it stands, asked every other second.
    @GetMapping("/app/till/{id}/charges/{charge}/state")
    ModelAndView state(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @PathVariable String charge) {
        return drawn(page, "part/bill-state", shop(page, id), charge);
    }

    private ModelAndView drawn(Page page, String template, Shop shop, String id) {
        var charge =
                ChargeId.read(id)
                        .flatMap(charges::find)
                        .filter(it -> it.shop().equals(shop.id()))
                        .orElseThrow(Problems.NotFound::new);
        return new ModelAndView(template)
                .addObject("shop", shop)
                .addObject("charge", charge)
                .addObject("paid", charges.isPaid(charge))
                .addObject("picture", QrPictures.draw(charges.code(charge), page.say("till.bill")));
    }

    @GetMapping("/app/till/{id}/payments/{payment}")
    ModelAndView payment(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @PathVariable String payment) {
        var shop = shop(page, id);
        return taken(shop, payment(shop, payment), Optional.empty());
    }

    @PostMapping("/app/till/{id}/payments/{payment}/refunds")
    ModelAndView refund(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @PathVariable String payment,
            @RequestParam String amount,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String pin) {
        var shop = shop(page, id);
        var taken = payment(shop, payment);
        var refusal =
                switch (Amounts.read(amount, Wallets.HOME)) {
                    case Amounts.Unreadable(var flaw) -> Optional.of("amount.refused." + flaw);
                    case Amounts.Read(var money) ->
                            merchants
                                    .refund(
                                            page.customer(),
                                            taken,
                                            money,
                                            Keys.plain(key, "key"),
                                            pin)
                                    .flatMap(TillPages::refused);
                };
        return refusal.isPresent()
                ? taken(shop, taken, refusal)
                : new ModelAndView(
                        "redirect:/app/till/%s/payments/%s".formatted(shop.id(), taken.id()));
    }

    private ModelAndView taken(Shop shop, Payment payment, Optional<String> refusal) {
        return Forms.show("app/taken", refusal)
                .addObject("shop", shop)
                .addObject("payment", payments.find(payment.id()).orElseThrow())
                .addObject("steps", payments.steps(payment.id()))
                .addObject("key", Ids.next().toString());
    }

    @PostMapping("/app/till/{id}/takings")
    ModelAndView takeOut(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam String amount,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String pin) {
        var shop = shop(page, id);
        var refusal =
                switch (Amounts.read(amount, Wallets.HOME)) {
                    case Amounts.Unreadable(var flaw) -> Optional.of("amount.refused." + flaw);
                    case Amounts.Read(var money) ->
                            merchants
                                    .takeOut(
                                            page.customer(),
                                            shop,
                                            money,
                                            Keys.plain(key, "key"),
                                            pin)
                                    .flatMap(TillPages::refused);
                };
        return refusal.isPresent() ? till(page, shop, "", refusal) : to(shop);
    }

    private static Optional<String> refused(Merchants.Reason why) {
        return Optional.of("till.refused." + why);
    }

    private static ModelAndView to(Shop shop) {
        return new ModelAndView("redirect:/app/till/" + shop.id());
    }

    private Payment payment(Shop shop, String id) {
        return PaymentId.read(id)
                .flatMap(one -> merchants.payment(shop, one))
                .orElseThrow(Problems.NotFound::new);
    }

    private Shop shop(Page page, String id) {
        return ShopId.read(id)
                .flatMap(one -> merchants.find(page.customer().id(), one))
                .orElseThrow(Problems.NotFound::new);
    }
}
