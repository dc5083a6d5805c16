package okpay.web.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.friends.Parcels;
import okpay.id.Ids;
import okpay.identity.Handle;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.PayOrder;
import okpay.wallet.PaymentId;
import okpay.web.Page;
import okpay.web.PeopleRows;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Money for somebody who has no wallet yet, and money that waits to be accepted.
@Controller
class ParcelPages {

    private final Parcels parcels;
    private final PeopleRows rows;
    private final Payer payer;

    ParcelPages(Parcels parcels, PeopleRows rows, Payer payer) {
        this.parcels = parcels;
        this.rows = rows;
        this.payer = payer;
    }

    @GetMapping("/app/parcels")
    ModelAndView waiting(@ModelAttribute("page") Page page) {
        return waiting(page, Optional.empty());
    }

    private ModelAndView waiting(Page page, Optional<String> refusal) {
        return Forms.show("app/parcels", refusal).addObject("lines", rows.waiting(page.customer()));
    }

    @PostMapping("/app/parcels/{id}/acceptance")
    ModelAndView accept(@ModelAttribute("page") Page page, @PathVariable String id) {
        var payment = PaymentId.read(id).orElseThrow(Problems.NotFound::new);
        return parcels.accept(page.customer(), payment)
                ? new ModelAndView("redirect:/app/payments/" + payment)
                : waiting(page, Optional.of("parcel.gone"));
    }

    @PostMapping("/app/payments/{id}/recalled-parcel")
    String recall(@ModelAttribute("page") Page page, @PathVariable String id) {
        var payment = PaymentId.read(id).orElseThrow(Problems.NotFound::new);
        parcels.recall(page.customer(), payment);
        return "redirect:/app/payments/" + payment;
    }

    @GetMapping("/app/parcels/new")
    ModelAndView form(
            @ModelAttribute("page") Page page,
            @RequestParam String to,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String note) {
        var sending = new Sending(to, amount, note, Ids.next().toString());
        return form(page, sending, Optional.empty());
    }

    private ModelAndView form(Page page, Sending sending, Optional<String> refusal) {
        handle(sending);
        return payer.form(page, "app/parcel", refusal).addObject("sending", sending);
    }

    @PostMapping("/app/parcels/new")
    ModelAndView send(
            @ModelAttribute("page") Page page,
            Sending sending,
            @RequestParam(defaultValue = "false") boolean confirmed) {
        var to = handle(sending);
        if (sending.note().length() > 200) {
            return form(page, sending, Optional.of("send.note.too.long"));
        }
        return payer.next(
                page,
                new Payer.Typed(sending.amount(), sending.key(), confirmed),
                new Payer.Errand() {
                    @Override
                    public ModelAndView form(String again, Optional<String> refusal) {
                        return ParcelPages.this.form(page, sending.with(again), refusal);
                    }

                    @Override
                    public Review review(Money money, Money after) {
                        return new Review(
                                "pay",
                                "/app/parcels/new",
                                "/app/send",
                                to.text(),
                                page.say("parcel.until"),
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
                        return parcels.send(
                                page.customer(),
                                to,
                                new PayOrder(money, sending.note(), sending.key(), pin));
                    }
                });
    }

    private static Handle handle(Sending sending) {
        return Handle.read(sending.to()).orElseThrow(() -> new Problems.Mistake("to"));
    }
}
