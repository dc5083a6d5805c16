package okpay.web.app;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.disputes.Dispute;
import okpay.disputes.DisputeId;
import okpay.disputes.DisputeReason;
import okpay.disputes.Disputes;
import okpay.disputes.Evidence;
import okpay.money.Amounts;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.Payments;
import okpay.web.Files;
import okpay.web.Page;
import okpay.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// Contesting a payment: what is wrong with it, what shows that, and how it goes.
@Controller
class DisputePages {

    private final Disputes disputes;
    private final Evidence evidence;
    private final Payments payments;

    DisputePages(Disputes disputes, Evidence evidence, Payments payments) {
        this.disputes = disputes;
        this.evidence = evidence;
        this.payments = payments;
    }

    @GetMapping("/app/payments/{id}/dispute")
    ModelAndView form(@ModelAttribute("page") Page page, @PathVariable String id) {
        var payment = payment(page, id);
        var open = disputes.of(payment.id());
        if (!open.isEmpty() && !Disputes.isContestable(payment)) {
            return to(open.getLast().id());
        }
        var wish = new Contest(payment.remaining().digits(), "", Optional.empty());
        return form(payment, wish, Optional.empty());
    }

    @PostMapping("/app/payments/{id}/dispute")
    ModelAndView open(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam String amount,
            @RequestParam DisputeReason reason,
            @RequestParam String words,
            @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        var payment = payment(page, id);
        var wish = new Contest(amount, words, Optional.of(reason));
        return switch (Amounts.read(amount, payment.amount().currency())) {
            case Amounts.Unreadable(var flaw) ->
                    form(payment, wish, Optional.of("amount.refused." + flaw));
            case Amounts.Read(var money) ->
                    switch (disputes.open(page.customer(), payment, money, reason, words)) {
                        case Disputes.NotOpened(var why) -> form(payment, wish, refused(why));
                        case Disputes.Opened(var dispute) -> opened(page, dispute, file);
                    };
        };
    }

    /// The dispute is open; a file that is no good is said to be so, and may be sent again.
    private ModelAndView opened(Page page, Dispute dispute, @Nullable MultipartFile file)
            throws IOException {
        if (file == null || file.isEmpty()) {
            return to(dispute.id());
        }
        var why = Files.add(evidence, dispute, Evidence.Side.CUSTOMER, file);
        return why.isPresent() ? show(page, dispute.id(), refused(why.get())) : to(dispute.id());
    }

    private static ModelAndView form(Payment payment, Contest wish, Optional<String> refusal) {
        return Forms.show("app/contest", refusal)
                .addObject("payment", payment)
                .addObject("wish", wish)
                .addObject("reasons", List.of(DisputeReason.values()));
    }

    @GetMapping("/app/disputes/{id}")
    ModelAndView show(@ModelAttribute("page") Page page, @PathVariable String id) {
        return show(page, dispute(page, id).id(), Optional.empty());
    }

    private ModelAndView show(Page page, DisputeId id, Optional<String> refusal) {
        var dispute = disputes.find(id, page.customer()).orElseThrow(Problems.NotFound::new);
        return Forms.show("app/dispute", refusal)
                .addObject("dispute", dispute)
                .addObject("payment", disputes.payment(dispute).orElseThrow())
                .addObject("steps", disputes.steps(dispute))
                .addObject("pieces", evidence.list(id));
    }

    @PostMapping("/app/disputes/{id}/evidence")
    ModelAndView add(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam MultipartFile file)
            throws IOException {
        var dispute = dispute(page, id);
        return after(page, dispute, Files.add(evidence, dispute, Evidence.Side.CUSTOMER, file));
    }

    @GetMapping("/app/disputes/{id}/evidence/{piece}")
    ResponseEntity<Resource> file(
            @ModelAttribute("page") Page page, @PathVariable String id, @PathVariable UUID piece) {
        return Files.send(evidence, dispute(page, id), piece);
    }

    @PostMapping("/app/disputes/{id}/withdrawal")
    ModelAndView withdraw(@ModelAttribute("page") Page page, @PathVariable String id) {
        var dispute = dispute(page, id);
        return after(page, dispute, disputes.withdraw(dispute.id()));
    }

    @PostMapping("/app/disputes/{id}/appeal")
    ModelAndView appeal(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam String words) {
        var dispute = dispute(page, id);
        return after(page, dispute, disputes.appeal(dispute.id(), words));
    }

    private ModelAndView after(Page page, Dispute dispute, Optional<Disputes.Reason> why) {
        return why.isPresent() ? show(page, dispute.id(), refused(why.get())) : to(dispute.id());
    }

    private static Optional<String> refused(Disputes.Reason why) {
        return Optional.of("dispute.refused." + why);
    }

    private static ModelAndView to(DisputeId id) {
        return new ModelAndView("redirect:/app/disputes/" + id);
    }

    private Dispute dispute(Page page, String id) {
        return DisputeId.read(id)
                .flatMap(one -> disputes.find(one, page.customer()))
                .orElseThrow(Problems.NotFound::new);
    }

    private Payment payment(Page page, String id) {
        var me = page.customer().id();
        return PaymentId.read(id)
                .flatMap(one -> payments.find(one, me))
                .filter(one -> one.customer().equals(me))
                .orElseThrow(Problems.NotFound::new);
    }
}
