package okpay.web.console;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.Agent;
import okpay.identity.Agents;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.retention.Forgetting;
import okpay.retention.LegalHolds;
import okpay.retention.RetentionSettings;
import okpay.support.Cases;
import okpay.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What is kept and what is forgotten, for supervisors. A customer is named by the number of one of
/// their cases.
@Controller
class RetentionDesk {

    private final LegalHolds holds;
    private final Forgetting forgetting;
    private final RetentionSettings settings;
    private final Cases cases;
    private final Customers customers;
    private final Agents agents;
    private final Beside beside;

    RetentionDesk(
            LegalHolds holds,
            Forgetting forgetting,
            RetentionSettings settings,
            Cases cases,
            Customers customers,
            Agents agents,
            Beside beside) {
        this.holds = holds;
        this.forgetting = forgetting;
        this.settings = settings;
        this.cases = cases;
        this.customers = customers;
        this.agents = agents;
        this.beside = beside;
    }

    @GetMapping("/console/retention")
    String show(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String said,
            @RequestParam(name = "cases", defaultValue = "0") int erased,
            Model model) {
        page.supervisor();
        model.addAttribute(
                "holds",
                holds.all().stream()
                        .map(it ->
                                new DeskLooks.HoldShown(
                                        it,
                                        customers.find(it.of()).map(Customer::name).orElse("?"),
                                        agents.find(it.by()).map(Agent::name).orElse("?")))
                        .toList());
        model.addAttribute("proofs", forgetting.proofs());
        model.addAttribute("days", settings.words().dividedBy(Duration.ofDays(1)));
        model.addAttribute(
                "said",
                switch (said) {
                    case "done" -> Optional.of(page.say("retention.done", erased));
                    case "held", "no-case", "no-reason" ->
                            Optional.of(page.say("retention." + said));
                    default -> Optional.<String>empty();
                });
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/retention";
    }

    @PostMapping("/console/retention/holds")
    String hold(
            @ModelAttribute("page") Page page,
            @RequestParam String number,
            @RequestParam String why) {
        var by = page.supervisor().id();
        var one = cases.numbered(number);
        if (one.isEmpty()) {
            return "redirect:/console/retention?said=no-case";
        }
        boolean put = holds.put(one.get().customer(), by, why);
        return "redirect:/console/retention" + (put ? "" : "?said=no-reason");
    }

    @PostMapping("/console/retention/holds/{id}/lifting")
    String lift(@ModelAttribute("page") Page page, @PathVariable UUID id) {
        holds.lift(id, page.supervisor().id());
        return "redirect:/console/retention";
    }

    @PostMapping("/console/retention/erasures")
    String erase(@ModelAttribute("page") Page page, @RequestParam String number) {
        var by = page.supervisor().id();
        var one = cases.numbered(number);
        if (one.isEmpty()) {
            return "redirect:/console/retention?said=no-case";
        }
        return switch (forgetting.forget(one.get().customer(), by)) {
            case Forgetting.Outcome.Done(int cases) ->
                    "redirect:/console/retention?said=done&cases=" + cases;
            case Forgetting.Outcome.Held _ -> "redirect:/console/retention?said=held";
        };
    }
}
