package okpay.web.console;

import java.util.Optional;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.support.Case;
import okpay.wallet.Freeze;
import okpay.wallet.FreezeId;
import okpay.wallet.Freezes;
import okpay.web.Html;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Closing the wallet of whom a case is about, and opening it again.
@Controller
class FreezePages {

    private final DeskCases cases;
    private final Customers customers;
    private final Freezes freezes;
    private final Beside beside;

    FreezePages(DeskCases cases, Customers customers, Freezes freezes, Beside beside) {
        this.cases = cases;
        this.customers = customers;
        this.freezes = freezes;
        this.beside = beside;
    }

    @PostMapping("/console/cases/{id}/freezes")
    ResponseEntity<String> close(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam Freeze.Reason why,
            @RequestParam String note) {
        var one = cases.get(id);
        if (note.isBlank() || note.length() > 500) {
            throw new Problems.Mistake("note");
        }
        freezes.close(customer(one), why, note, page.agent());
        return again(page, one, Optional.empty());
    }

    @PostMapping("/console/cases/{id}/freezes/{freeze}/lifting")
    ResponseEntity<String> open(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @PathVariable String freeze) {
        var one = cases.get(id);
        var which = FreezeId.read(freeze).orElseThrow(Problems.NotFound::new);
        return again(page, one, freezes.open(customer(one), which, page.agent()));
    }

    private ResponseEntity<String> again(Page page, Case one, Optional<Freezes.Refusal> refusal) {
        var said = refusal.map(why -> "lock.open.refused." + why);
        return Html.answer(
                said.isPresent() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK,
                beside.part(page, one, said).html());
    }

    private Customer customer(Case one) {
        return customers.find(one.customer()).orElseThrow();
    }
}
