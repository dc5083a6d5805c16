package okpay.web.console;

import java.util.UUID;
import okpay.casework.Causes;
import okpay.desk.Canned;
import okpay.identity.Customers;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/// Replies that are prepared: written by supervisors, used by everybody.
@Controller
class CannedPages {

    private final Canned canned;
    private final Causes causes;
    private final DeskCases cases;
    private final CaseRows rows;
    private final Customers customers;
    private final Beside beside;

    CannedPages(
            Canned canned,
            Causes causes,
            DeskCases cases,
            CaseRows rows,
            Customers customers,
            Beside beside) {
        this.canned = canned;
        this.causes = causes;
        this.cases = cases;
        this.rows = rows;
        this.customers = customers;
        this.beside = beside;
    }

    @GetMapping("/console/canned")
    String list(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "false") boolean refused,
            Model model) {
        model.addAttribute("replies", canned.all());
        model.addAttribute("causes", causes.all());
        model.addAttribute("refused", refused);
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/canned";
    }

    @PostMapping("/console/canned")
    String write(
            @ModelAttribute("page") Page page,
            @RequestParam String name,
            @RequestParam String en,
            @RequestParam String zh,
            @RequestParam(defaultValue = "") String tags,
            @RequestParam(defaultValue = "NOTHING") Canned.Step step,
            @RequestParam(defaultValue = "") String cause) {
        var by = page.supervisor().id();
        boolean isKnown = cause.isEmpty() || causes.find(cause).isPresent();
        var after =
                new Canned.Afterwards(tags.strip(), step, step == Canned.Step.SOLVED ? cause : "");
        boolean written = isKnown && canned.write(name, en, zh, after, by);
        return "redirect:/console/canned" + (written ? "" : "?refused=true");
    }

    @PostMapping("/console/canned/{id}/removal")
    String remove(@ModelAttribute("page") Page page, @PathVariable UUID id) {
        page.supervisor();
        canned.takeAway(id);
        return "redirect:/console/canned";
    }

    /// A canned reply in the customer's language, with what differs filled in.
    @PostMapping("/console/cases/{id}/canned")
    @ResponseBody
    String filled(
            @ModelAttribute("page") Page page, @PathVariable String id, @RequestParam UUID which) {
        var one = cases.get(id);
        var customer = customers.find(one.customer()).orElseThrow();
        var reader = page.in(customer.language());
        var payment = rows.paymentOf(one);
        return canned.find(which)
                .orElseThrow(Problems.NotFound::new)
                .in(customer.language().getLanguage())
                .replace("{customer}", customer.name())
                .replace("{number}", one.number())
                .replace("{agent}", page.agent().name())
                .replace("{amount}", payment.map(it -> reader.money(it.amount())).orElse("…"))
                .replace("{payee}", payment.map(it -> it.payeeName()).orElse("…"));
    }
}
