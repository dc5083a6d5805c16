package okpay.web.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okpay.desk.HeldReplies;
import okpay.ledger.Proposal;
import okpay.ledger.ProposalId;
import okpay.ledger.Proposals;
import okpay.resolution.FourEyes;
import okpay.web.Html;
import okpay.web.LivePage;
import okpay.web.LiveStreams.Part;
import okpay.web.Page;
import okpay.web.Pages;
import okpay.web.Problems;
import okpay.web.Templates;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What waits for a second person.
@Controller
class ProposalPages implements LivePage {

    private final Proposals proposals;
    private final HeldReplies held;
    private final DeskParts desk;
    private final FourEyes fourEyes;
    private final CaseRows rows;
    private final Beside beside;
    private final Templates templates;
    private final Pages pages;

    ProposalPages(
            Proposals proposals,
            HeldReplies held,
            DeskParts desk,
            FourEyes fourEyes,
            CaseRows rows,
            Beside beside,
            Templates templates,
            Pages pages) {
        this.proposals = proposals;
        this.held = held;
        this.desk = desk;
        this.fourEyes = fourEyes;
        this.rows = rows;
        this.beside = beside;
        this.templates = templates;
        this.pages = pages;
    }

    @GetMapping("/console/proposals")
    String list(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String said,
            Model model) {
        var open = proposals.open(100);
        model.addAttribute("held", held.waiting().stream().map(desk::shown).toList());
        model.addAttribute(
                "refusal",
                Optional.of(said).filter(Set.of("reply.over", "reply.not.yours")::contains));
        model.addAttribute(
                "parts", open.stream().map(one -> part(page, one, Optional.empty())).toList());
        model.addAttribute("waiting", (long) open.size());
        return "console/proposals";
    }

    @Override
    public String stream() {
        return "/console/proposals/stream";
    }

    @Override
    public Watched watch(Page page, String id) {
        var seen = new ArrayList<ProposalId>();
        return new Watched(
                Set.of("desk"),
                Optional.empty(),
                (_, _) -> {
                    proposals.open(100).stream()
                            .map(Proposal::id)
                            .filter(it -> !seen.contains(it))
                            .forEach(seen::add);
                    var reader = pages.again(page);
                    var parts = new ArrayList<Part>();
                    parts.add(beside.badge());
                    seen.stream()
                            .flatMap(it -> proposals.find(it).stream())
                            .map(one -> part(reader, one, Optional.empty()))
                            .forEach(parts::add);
                    return parts;
                });
    }

    @PostMapping("/console/proposals/{id}/approval")
    ResponseEntity<String> approve(@ModelAttribute("page") Page page, @PathVariable String id) {
        var proposal = find(id);
        return answer(page, proposal, fourEyes.approve(proposal.id(), page.agent()));
    }

    @PostMapping("/console/proposals/{id}/refusal")
    ResponseEntity<String> turnDown(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String note) {
        var proposal = find(id);
        return answer(page, proposal, fourEyes.turnDown(proposal.id(), page.agent(), note));
    }

    private ResponseEntity<String> answer(Page page, Proposal proposal, FourEyes.Step step) {
        var refusal =
                switch (step) {
                    case FourEyes.Step.Taken _ -> Optional.<String>empty();
                    case FourEyes.Step.Refused(var why) -> Optional.of("four.eyes.refused." + why);
                };
        var now = proposals.find(proposal.id()).orElseThrow();
        return Html.answer(
                refusal.isPresent() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK,
                part(page, now, refusal).html());
    }

    private Part part(Page page, Proposal proposal, Optional<String> refusal) {
        var one = fourEyes.caseOf(proposal);
        var model = new HashMap<String, Object>();
        model.put("page", page);
        model.put("proposal", proposal);
        model.put("proposer", fourEyes.nameOf(proposal.proposedBy()));
        model.put("decider", proposal.decidedBy().map(fourEyes::nameOf).orElse(""));
        model.put("row", one.map(it -> rows.of(List.of(it)).getFirst()));
        model.put("mine", proposal.proposedBy().equals(page.agent().id().toString()));
        model.put("refusal", refusal);
        return new Part("row-" + proposal.id(), templates.part("part/proposal-row", model), 0);
    }

    private Proposal find(String id) {
        return ProposalId.read(id).flatMap(proposals::find).orElseThrow(Problems.NotFound::new);
    }
}
