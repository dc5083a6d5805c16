package okpay.web.app;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.friends.Codes;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.identity.Handle;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.PayOrder;
import okpay.wallet.Payments;
import okpay.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Sending to a person, by phone number or e-mail address.
@Controller
class SendPages {

    /// Before what stands in somebody's own code.
    static final String CODE = "code:";

    private final Payments payments;
    private final Codes codes;
    private final Customers customers;
    private final Payer payer;

    SendPages(Payments payments, Customers customers, Codes codes, Payer payer) {
        this.codes = codes;
        this.payments = payments;
        this.customers = customers;
        this.payer = payer;
    }

    @GetMapping("/app/send")
    ModelAndView form(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String note) {
        var sending = new Sending(to, amount, note, Ids.next().toString());
        if (to.isBlank()) {
            return form(page, sending, Optional.empty());
        }
        var payee = payee(sending);
        if (payee.isEmpty()) {
            return Handle.read(to).isPresent()
                    ? new ModelAndView("redirect:/app/parcels/new?to=" + inUrl(to))
                    : form(page, sending, Optional.of("pay.refused.NO_SUCH_PAYEE"));
        }
        return payee.get().id().equals(page.customer().id())
                ? form(
                        page,
                        new Sending("", "", "", sending.key()),
                        Optional.of("pay.refused.TO_ONESELF"))
                : form(page, sending, Optional.empty());
    }

    @PostMapping("/app/send")
    ModelAndView send(
            @ModelAttribute("page") Page page,
            Sending sending,
            @RequestParam(defaultValue = "false") boolean confirmed) {
        var payee = payee(sending);
        if (payee.isEmpty()) {
            return form(page, sending, Optional.of("pay.refused.NO_SUCH_PAYEE"));
        }
        if (sending.note().length() > 200) {
            return form(page, sending, Optional.of("send.note.too.long"));
        }
        return payer.next(
                page,
                new Payer.Typed(sending.amount(), sending.key(), confirmed),
                new Payer.Errand() {
                    @Override
                    public ModelAndView form(String again, Optional<String> refusal) {
                        return SendPages.this.form(page, sending.with(again), refusal);
                    }

                    @Override
                    public Review review(Money money, Money after) {
                        return new Review(
                                "pay",
                                "/app/send",
                                "/app/send?to=%s&amount=%s&note=%s"
                                        .formatted(
                                                inUrl(sending.to()),
                                                money.digits(),
                                                inUrl(sending.note())),
                                payee.get().maskedName(),
                                sending.to().startsWith(CODE) ? "" : sending.to(),
                                money,
                                sending.note(),
                                after,
                                List.of(),
                                Map.of(
                                        "to", sending.to(),
                                        "amount", sending.amount(),
                                        "note", sending.note(),
                                        "key", sending.key()));
                    }

                    @Override
                    public Attempt pay(Money money, String pin) {
                        return payments.send(
                                page.customer(),
                                payee.get(),
                                new PayOrder(money, sending.note(), sending.key(), pin));
                    }
                });
    }

    private ModelAndView form(Page page, Sending sending, Optional<String> refusal) {
        return payer.form(page, "app/send", refusal)
                .addObject("sending", sending)
                .addObject("payee", payee(sending));
    }

    private Optional<Customer> payee(Sending sending) {
        var to = sending.to();
        return to.startsWith(CODE)
                ? codes.find(to.substring(CODE.length()))
                : to.isBlank() ? Optional.empty() : customers.byHandle(to);
    }

    private static String inUrl(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
