package okpay.web.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import okpay.friends.Plan;
import okpay.friends.PlanId;
import okpay.friends.Plans;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.money.Amounts;
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

/// Sending on a day to come, once or regularly.
@Controller
class PlanPages {

    private final Plans plans;
    private final Customers customers;

    PlanPages(Plans plans, Customers customers) {
        this.plans = plans;
        this.customers = customers;
    }

    @GetMapping("/app/plans")
    ModelAndView list(
            @ModelAttribute("page") Page page, @RequestParam(defaultValue = "false") boolean made) {
        var mine = plans.of(page.customer().id());
        var payees = names(mine.stream().map(Plan::payee).distinct().toList());
        return new ModelAndView("app/plans")
                .addObject("made", made)
                .addObject(
                        "lines",
                        mine.stream()
                                .map(it -> new PlanRow(it, payees.getOrDefault(it.payee(), "")))
                                .toList());
    }

    private Map<CustomerId, String> names(List<CustomerId> ids) {
        return customers.findAll(ids).values().stream()
                .collect(Collectors.toMap(Customer::id, Customer::maskedName));
    }

    @GetMapping("/app/plans/new")
    ModelAndView form(Planning typed) {
        var refusal =
                typed.to().isBlank() || payee(typed).isPresent()
                        ? Optional.<String>empty()
                        : Optional.of("plan.refused.NO_SUCH_PAYEE");
        return form(typed, refusal);
    }

    private ModelAndView form(Planning typed, Optional<String> refusal) {
        var tomorrow = plans.today().plusDays(1);
        return Forms.show("app/plan", refusal)
                .addObject("typed", typed)
                .addObject("payee", payee(typed))
                .addObject("tomorrow", tomorrow);
    }

    @PostMapping("/app/plans")
    ModelAndView make(
            @ModelAttribute("page") Page page,
            Planning typed,
            @RequestParam(defaultValue = "") String pin) {
        Keys.checked(typed.key(), "key");
        var payee = payee(typed);
        if (payee.isEmpty()) {
            return form(typed, Optional.of("plan.refused.NO_SUCH_PAYEE"));
        }
        var first = Forms.date(typed.first());
        var until = Forms.date(typed.until());
        if (first.isEmpty() || (until.isEmpty() && !typed.until().isBlank())) {
            return form(typed, Optional.of("plan.refused.DAY_WRONG"));
        }
        return switch (Amounts.read(typed.amount(), Wallets.HOME)) {
            case Amounts.Unreadable(var flaw) -> form(typed, Optional.of("amount.refused." + flaw));
            case Amounts.Read(var money) -> {
                var wish =
                        new Plans.Wish(
                                money,
                                typed.note(),
                                typed.every(),
                                first.get(),
                                until,
                                typed.key());
                yield switch (plans.make(page.customer(), payee.get(), wish, pin)) {
                    case Plans.Planned _ -> new ModelAndView("redirect:/app/plans?made=true");
                    case Plans.NotPlanned(var why) ->
                            form(typed, Optional.of("plan.refused." + why));
                };
            }
        };
    }

    @PostMapping("/app/plans/{id}/end")
    String end(@ModelAttribute("page") Page page, @PathVariable String id) {
        plans.end(
                PlanId.read(id)
                        .flatMap(one -> plans.find(one, page.customer().id()))
                        .orElseThrow(Problems.NotFound::new));
        return "redirect:/app/plans";
    }

    private Optional<Customer> payee(Planning typed) {
        return typed.to().isBlank() ? Optional.empty() : customers.byHandle(typed.to());
    }
}
