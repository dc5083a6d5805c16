package okpay.web.app;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okpay.abroad.Transfers;
import okpay.channels.Notices;
import okpay.disputes.Disputes;
import okpay.friends.Parcels;
import okpay.friends.Requests;
import okpay.ledger.Statements;
import okpay.ledger.Stop;
import okpay.money.Money;
import okpay.support.Cases;
import okpay.wallet.PaymentId;
import okpay.wallet.PaymentKind;
import okpay.wallet.PaymentState;
import okpay.wallet.Payments;
import okpay.wallet.Wallets;
import okpay.web.LivePage;
import okpay.web.LiveStreams.Part;
import okpay.web.Page;
import okpay.web.Pages;
import okpay.web.Problems;
import okpay.web.Templates;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// Balance, what happened lately, and every payment in detail.
@Controller
class HomePages implements LivePage {

    private static final int PAGE = 20;
    private final Wallets wallets;
    private final Payments payments;
    private final Cases cases;
    private final Templates templates;
    private final Pages pages;
    private final Transfers transfers;
    private final Statements statements;
    private final Disputes disputes;
    private final Parcels parcels;
    private final Requests requests;
    private final Notices notices;

    HomePages(
            Wallets wallets,
            Payments payments,
            Cases cases,
            Templates templates,
            Pages pages,
            Transfers transfers,
            Statements statements,
            Disputes disputes,
            Parcels parcels,
            Requests requests,
            Notices notices) {
        this.notices = notices;
        this.parcels = parcels;
        this.requests = requests;
        this.disputes = disputes;
        this.statements = statements;
        this.transfers = transfers;
        this.wallets = wallets;
        this.payments = payments;
        this.cases = cases;
        this.templates = templates;
        this.pages = pages;
    }

    @GetMapping("/app")
    String home(@ModelAttribute("page") Page page, Model model) {
        var me = page.customer().id();
        var account = wallets.open(me, Wallets.HOME);
        model.addAttribute("available", account.available());
        model.addAttribute("parcels", parcels.waitingFor(page.customer()).size());
        model.addAttribute("asked", requests.openTo(me));
        model.addAttribute("frozen", account.stopped() != Stop.NOTHING);
        model.addAttribute("held", new Money(account.held(), Wallets.HOME));
        model.addAttribute("recent", payments.list(me, Payments.Filter.ALL, 6).payments());
        model.addAttribute(
                "openCases",
                cases.of(me, 20).stream()
                        .filter(one -> one.stage().isOpen() && one.mergedInto().isEmpty())
                        .toList());
        model.addAttribute("unseen", notices.unseen(me));
        model.addAttribute("cautious", wallets.dayWhileCautious(Wallets.HOME));
        return "app/home";
    }

    @GetMapping("/app/payments")
    String list(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String before,
            Model model) {
        var search =
                new Search(
                        cut(q),
                        one(PaymentState.values(), state),
                        one(PaymentKind.values(), kind),
                        Forms.date(from),
                        Forms.date(to));
        var filter =
                new Payments.Filter(
                        search.text(),
                        search.state(),
                        search.kind(),
                        search.from().map(it -> it.atStartOfDay(page.zone()).toInstant()),
                        search.to().map(it -> it.plusDays(1).atStartOfDay(page.zone()).toInstant()),
                        PaymentId.read(before));
        var found = payments.list(page.customer().id(), filter, PAGE);
        model.addAttribute("search", search);
        model.addAttribute("found", found.payments());
        model.addAttribute("next", found.next().map(PaymentId::toString));
        return "app/payments";
    }

    private static <E extends Enum<E>> Optional<E> one(E[] all, String name) {
        return Arrays.stream(all).filter(it -> it.name().equals(name)).findFirst();
    }

    @GetMapping("/app/payments/{id}")
    String payment(@ModelAttribute("page") Page page, @PathVariable String id, Model model) {
        var me = page.customer().id();
        var payment =
                PaymentId.read(id)
                        .flatMap(one -> payments.find(one, me))
                        .orElseThrow(Problems.NotFound::new);
        model.addAttribute("payment", payment);
        model.addAttribute("steps", payments.steps(payment.id()));
        model.addAttribute("mine", payment.customer().equals(me));
        model.addAttribute("transfer", transfers.of(payment));
        model.addAttribute("disputes", disputes.of(payment.id()));
        return "app/payment";
    }

    /// What was paid, on paper; for whoever paid.
    @GetMapping("/app/payments/{id}/receipt")
    String receipt(@ModelAttribute("page") Page page, @PathVariable String id, Model model) {
        var me = page.customer().id();
        var payment =
                PaymentId.read(id)
                        .flatMap(one -> payments.find(one, me))
                        .filter(one -> one.customer().equals(me))
                        .filter(one ->
                                one.state() == PaymentState.SUCCEEDED
                                        || one.state() == PaymentState.REFUNDED)
                        .orElseThrow(Problems.NotFound::new);
        model.addAttribute("payment", payment);
        var mine = wallets.open(me, payment.amount().currency()).id();
        model.addAttribute(
                "lines",
                statements.about(payment.about()).stream()
                        .filter(line -> line.debit().equals(mine) || line.credit().equals(mine))
                        .toList());
        return "app/receipt";
    }

    @Override
    public String stream() {
        return "/app/payments/{id}/stream";
    }

    /// The status of a payment, live.
    @Override
    public Watched watch(Page page, String id) {
        var me = page.customer().id();
        var payment =
                PaymentId.read(id)
                        .flatMap(one -> payments.find(one, me))
                        .orElseThrow(Problems.NotFound::new);
        return new Watched(
                Set.of("payment:" + payment.id()),
                Optional.empty(),
                (_, _) -> {
                    var model =
                            java.util.Map.<String, Object>of(
                                    "page", pages.again(page),
                                    "payment", payments.find(payment.id()).orElseThrow(),
                                    "steps", payments.steps(payment.id()),
                                    "mine", payment.customer().equals(me),
                                    "transfer", transfers.of(payment));
                    return List.of(
                            new Part(
                                    "payment-status",
                                    templates.part("part/payment-status", model),
                                    0));
                });
    }

    private static String cut(String text) {
        return text.length() > 100 ? text.substring(0, 100) : text;
    }
}
