package okpay.web.console;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import okpay.desk.Presence;
import okpay.desk.Reveals;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.identity.Staff;
import okpay.resolution.Handling;
import okpay.support.Case;
import okpay.support.CaseEvents;
import okpay.support.Merging;
import okpay.support.Postponing;
import okpay.support.Priority;
import okpay.support.PromiseId;
import okpay.support.Promises;
import okpay.support.Reference;
import okpay.support.Stage;
import okpay.support.Tags;
import okpay.web.Html;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The steps an agent takes with a case: take it, ask and wait, give it back, solve it, join it
/// with another or take something out of it.
@Controller
class StepPages {

    private final DeskCases cases;
    private final DeskParts parts;
    private final Beside beside;
    private final Handling handling;
    private final Merging merging;
    private final Promises promises;
    private final Postponing postponing;
    private final Tags tags;
    private final Reveals reveals;
    private final CaseEvents events;
    private final Staff staff;
    private final Presence presence;

    StepPages(
            DeskCases cases,
            DeskParts parts,
            Beside beside,
            Handling handling,
            Merging merging,
            Promises promises,
            Postponing postponing,
            Tags tags,
            Reveals reveals,
            CaseEvents events,
            Staff staff,
            Presence presence) {
        this.cases = cases;
        this.parts = parts;
        this.beside = beside;
        this.handling = handling;
        this.merging = merging;
        this.promises = promises;
        this.postponing = postponing;
        this.tags = tags;
        this.reveals = reveals;
        this.events = events;
        this.staff = staff;
        this.presence = presence;
    }

    @PostMapping("/console/cases/{id}/taking")
    String take(@ModelAttribute("page") Page page, @PathVariable String id) {
        var one = cases.get(id);
        if (one.stage() != Stage.CLOSED && one.mergedInto().isEmpty()) {
            handling.takeOver(one, page.agent());
        }
        return "redirect:/console/cases/" + one.id();
    }

    @PostMapping("/console/cases/{id}/resolution")
    ResponseEntity<String> resolve(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String cause) {
        var one = cases.get(id);
        if (cause.length() > 100) {
            throw new Problems.Mistake("cause");
        }
        return switch (handling.resolve(one.id(), page.agent().id(), cause)) {
            case Handling.Closing.Done _ -> again(page, one, true);
            case Handling.Closing.NotYours _ -> again(page, one, false);
            case Handling.Closing.CauseMissing _ -> refused(page, one, "desk.cause.missing");
            case Handling.Closing.Unfinished it ->
                    refused(page, one, "desk.still." + it.first().orElseThrow());
        };
    }

    private ResponseEntity<String> refused(Page page, Case one, String why) {
        return Html.answer(
                HttpStatus.UNPROCESSABLE_CONTENT,
                beside.part(page, cases.again(one), Optional.of(why)).html());
    }

    @PostMapping("/console/cases/{id}/question")
    ResponseEntity<String> waitForCustomer(
            @ModelAttribute("page") Page page, @PathVariable String id) {
        var one = cases.get(id);
        return again(page, one, handling.waitForCustomer(one.id(), page.agent().id()));
    }

    @PostMapping("/console/cases/{id}/return")
    ResponseEntity<String> giveBack(@ModelAttribute("page") Page page, @PathVariable String id) {
        var one = cases.get(id);
        return again(page, one, handling.giveBack(one.id(), page.agent().id()));
    }

    /// To whom it can be given: who is at the desk first. Asked for when somebody wants to.
    @GetMapping("/console/cases/{id}/colleagues")
    ModelAndView colleagues(@ModelAttribute("page") Page page, @PathVariable String id) {
        var one = cases.get(id);
        var here = presence.all().stream().map(Presence.Place::agent).collect(Collectors.toSet());
        var all =
                staff.colleagues().stream()
                        .filter(it -> one.assignee().filter(it.id()::equals).isEmpty())
                        .sorted(Comparator.comparing((Agent it) -> !here.contains(it.id())))
                        .toList();
        return new ModelAndView("part/colleagues")
                .addObject("page", page)
                .addObject("one", one)
                .addObject("here", here)
                .addObject("colleagues", all);
    }

    @PostMapping("/console/cases/{id}/giving")
    ResponseEntity<String> give(
            @ModelAttribute("page") Page page, @PathVariable String id, @RequestParam String to) {
        var one = cases.get(id);
        var whom = AgentId.read(to).orElseThrow(Problems.NotFound::new);
        return block(page, one, said(handling.give(one.id(), page.agent(), whom)));
    }

    @PostMapping("/console/cases/{id}/priority")
    ResponseEntity<String> setPriority(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam Priority priority) {
        var one = cases.get(id);
        return block(page, one, said(handling.setPriority(one.id(), page.agent(), priority)));
    }

    private static Optional<String> said(Handling.Step step) {
        return switch (step) {
            case DONE -> Optional.empty();
            case NOT_YOURS -> Optional.of("case.give.not.yours");
            case NOBODY -> Optional.of("people.refused.NO_SUCH_PERSON");
        };
    }

    private ResponseEntity<String> again(Page page, Case one, boolean done) {
        var now = cases.again(one);
        return Html.answer(
                done ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT,
                beside.part(page, now, done ? Optional.empty() : Optional.of("desk.not.yours"))
                        .html());
    }

    @PostMapping("/console/cases/{id}/tags")
    ResponseEntity<String> tag(
            @ModelAttribute("page") Page page, @PathVariable String id, @RequestParam String tag) {
        var one = cases.get(id);
        boolean put = tags.put(one.id(), Optional.of(page.agent().id()), tag);
        return block(page, one, put ? Optional.empty() : Optional.of("case.tag.refused"));
    }

    @PostMapping("/console/cases/{id}/tags/removal")
    ResponseEntity<String> untag(
            @ModelAttribute("page") Page page, @PathVariable String id, @RequestParam String tag) {
        var one = cases.get(id);
        tags.takeOff(one.id(), page.agent().id(), tag);
        return block(page, one, Optional.empty());
    }

    @PostMapping("/console/cases/{id}/promises/{promise}/keeping")
    ResponseEntity<String> keep(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @PathVariable String promise) {
        var one = cases.get(id);
        var which = PromiseId.read(promise).orElseThrow(Problems.NotFound::new);
        promises.keep(one.id(), which);
        return block(page, one, Optional.empty());
    }

    /// @param due as a browser writes a time of one's own clock
    @PostMapping("/console/cases/{id}/promises/{promise}/moving")
    ResponseEntity<String> postpone(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @PathVariable String promise,
            @RequestParam(defaultValue = "") String due,
            @RequestParam Postponing.Why why) {
        var one = cases.get(id);
        var which = PromiseId.read(promise).orElseThrow(Problems.NotFound::new);
        boolean moved =
                postponing.move(one.id(), which, ListPages.time(page, due), why, page.agent().id());
        return block(page, one, moved ? Optional.empty() : Optional.of("case.moving.refused"));
    }

    @PostMapping("/console/cases/{id}/merging")
    String merge(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam String number) {
        var one = cases.get(id);
        return after(one, merging.merge(one.id(), number, page.agent().id()));
    }

    @PostMapping("/console/cases/{id}/unmerging")
    String unmerge(@ModelAttribute("page") Page page, @PathVariable String id) {
        var one = cases.get(id);
        return after(one, merging.unmerge(one.id(), page.agent().id()));
    }

    /// Makes a case of its own of some messages.
    @PostMapping("/console/cases/{id}/parts")
    String takeOut(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam long first,
            @RequestParam long last) {
        var one = cases.get(id);
        var about = Reference.to("part", one.id());
        return after(one, merging.takeOut(one.id(), first, last, about, page.agent().id()));
    }

    private static String after(Case one, Merging.Outcome outcome) {
        return switch (outcome) {
            case Merging.Outcome.Done(var there) -> "redirect:/console/cases/" + there.id();
            case Merging.Outcome.Refused(var reason) ->
                    "redirect:/console/cases/" + one.id() + "?said=merge.refused." + reason;
        };
    }

    /// Opens one private field for a few minutes. The customer can read who looked and why.
    @PostMapping("/console/cases/{id}/reveals")
    ResponseEntity<String> reveal(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam Reveals.Field field,
            @RequestParam String why) {
        var one = cases.get(id);
        boolean done = reveals.reveal(one, page.agent().id(), field, why);
        if (done) {
            events.write(
                    one.id(),
                    Optional.of(page.agent().id()),
                    CaseEvents.Kind.REVEALED,
                    field.name());
        }
        return Html.answer(
                done ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT,
                beside.part(page, one, done ? Optional.empty() : Optional.of("reveal.refused"))
                        .html());
    }

    private ResponseEntity<String> block(Page page, Case one, Optional<String> refusal) {
        return Html.answer(
                refusal.isPresent() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK,
                parts.block(page, cases.again(one), refusal).html());
    }
}
