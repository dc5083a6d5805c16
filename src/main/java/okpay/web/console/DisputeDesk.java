package okpay.web.console;

import java.util.Optional;
import java.util.UUID;
import okpay.disputes.Dispute;
import okpay.disputes.DisputeId;
import okpay.disputes.Disputes;
import okpay.disputes.Evidence;
import okpay.disputes.Verdicts;
import okpay.identity.Agents;
import okpay.identity.Customers;
import okpay.web.Files;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Disputes at the desk: both sides, their papers, and the decision.
@Controller
class DisputeDesk {

    private final Disputes disputes;
    private final Verdicts verdicts;
    private final Evidence evidence;
    private final Customers customers;
    private final Agents agents;
    private final Beside beside;

    DisputeDesk(
            Disputes disputes,
            Verdicts verdicts,
            Evidence evidence,
            Customers customers,
            Agents agents,
            Beside beside) {
        this.disputes = disputes;
        this.verdicts = verdicts;
        this.evidence = evidence;
        this.customers = customers;
        this.agents = agents;
        this.beside = beside;
    }

    @GetMapping("/console/disputes")
    ModelAndView list() {
        return new ModelAndView("console/disputes")
                .addObject("disputes", disputes.open())
                .addObject("waiting", beside.proposalsWaiting());
    }

    @GetMapping("/console/disputes/{id}")
    ModelAndView show(@PathVariable String id) {
        return show(find(id), Optional.empty());
    }

    private ModelAndView show(Dispute dispute, Optional<String> refusal) {
        var view =
                new ModelAndView("console/dispute")
                        .addObject("dispute", dispute)
                        .addObject("payment", disputes.payment(dispute).orElseThrow())
                        .addObject("customer", customers.find(dispute.customer()).orElseThrow())
                        .addObject(
                                "first",
                                dispute.first()
                                        .flatMap(it -> agents.find(it.by()))
                                        .map(it -> it.name()))
                        .addObject("steps", disputes.steps(dispute))
                        .addObject("pieces", evidence.list(dispute.id()))
                        .addObject("waiting", beside.proposalsWaiting())
                        .addObject("refusal", refusal);
        if (refusal.isPresent()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view;
    }

    @PostMapping("/console/disputes/{id}/verdict")
    ModelAndView decide(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam boolean won,
            @RequestParam String words) {
        return after(id, verdicts.decide(find(id).id(), page.agent(), won, words));
    }

    @PostMapping("/console/disputes/{id}/answer")
    ModelAndView answer(@PathVariable String id, @RequestParam String words) {
        return after(id, verdicts.answerFor(find(id).id(), words));
    }

    private ModelAndView after(String id, Verdicts.Heard heard) {
        return switch (heard) {
            case DONE, WAITS_FOR_SECOND ->
                    new ModelAndView("redirect:/console/disputes/" + find(id).id());
            case NOT_NOW, WORDS_MISSING, SAME_PERSON, NEEDS_SUPERVISOR ->
                    show(find(id), Optional.of("verdict.refused." + heard));
        };
    }

    @GetMapping("/console/disputes/{id}/evidence/{piece}")
    ResponseEntity<Resource> file(@PathVariable String id, @PathVariable UUID piece) {
        return Files.send(evidence, find(id), piece);
    }

    private Dispute find(String id) {
        return DisputeId.read(id).flatMap(disputes::find).orElseThrow(Problems.NotFound::new);
    }
}
