package okpay.web.console;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import okpay.casework.Checklist;
import okpay.casework.Fields;
import okpay.casework.Links;
import okpay.desk.Watchers;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Naps;
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

/// Fields, checklist, links, watchers and naps of a case.
@Controller
class WorksheetPages {

    private final DeskCases cases;
    private final Worksheet worksheet;
    private final Fields fields;
    private final Checklist checklist;
    private final Links links;
    private final Watchers watchers;
    private final Naps naps;

    WorksheetPages(
            DeskCases cases,
            Worksheet worksheet,
            Fields fields,
            Checklist checklist,
            Links links,
            Watchers watchers,
            Naps naps) {
        this.cases = cases;
        this.worksheet = worksheet;
        this.fields = fields;
        this.checklist = checklist;
        this.links = links;
        this.watchers = watchers;
        this.naps = naps;
    }

    @PostMapping("/console/cases/{id}/fields/{key}")
    ResponseEntity<String> fill(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @PathVariable String key,
            @RequestParam(defaultValue = "") String value) {
        var one = cases.get(id);
        boolean set = fields.set(one.id(), page.agent().id(), key, value);
        return again(page, one, set ? Optional.empty() : Optional.of("field.refused"));
    }

    @PostMapping("/console/cases/{id}/items")
    ResponseEntity<String> add(
            @ModelAttribute("page") Page page, @PathVariable String id, @RequestParam String todo) {
        var one = cases.get(id);
        boolean added = checklist.add(one.id(), page.agent().id(), todo);
        return again(page, one, added ? Optional.empty() : Optional.of("item.refused"));
    }

    @PostMapping("/console/cases/{id}/items/{item}")
    ResponseEntity<String> tick(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @PathVariable UUID item,
            @RequestParam boolean done) {
        var one = cases.get(id);
        if (done) {
            checklist.tick(one.id(), item, page.agent().id());
        } else {
            checklist.untick(one.id(), item);
        }
        return again(page, one, Optional.empty());
    }

    @PostMapping("/console/cases/{id}/items/{item}/removal")
    ResponseEntity<String> remove(
            @ModelAttribute("page") Page page, @PathVariable String id, @PathVariable UUID item) {
        var one = cases.get(id);
        checklist.remove(one.id(), item);
        return again(page, one, Optional.empty());
    }

    @PostMapping("/console/cases/{id}/links")
    ResponseEntity<String> link(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam Links.Kind kind,
            @RequestParam String number) {
        var one = cases.get(id);
        var outcome = links.link(one.id(), kind, number, page.agent().id());
        return again(
                page,
                one,
                outcome == Links.Outcome.DONE
                        ? Optional.empty()
                        : Optional.of("link.refused." + outcome));
    }

    @PostMapping("/console/cases/{id}/links/removal")
    ResponseEntity<String> unlink(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam Links.Kind kind,
            @RequestParam String other) {
        var one = cases.get(id);
        links.unlink(one.id(), kind, CaseId.read(other).orElseThrow(Problems.NotFound::new));
        return again(page, one, Optional.empty());
    }

    @PostMapping("/console/cases/{id}/watching")
    ResponseEntity<String> watch(
            @ModelAttribute("page") Page page, @PathVariable String id, @RequestParam boolean on) {
        var one = cases.get(id);
        if (on) {
            watchers.watch(one.id(), page.agent().id());
        } else {
            watchers.leave(one.id(), page.agent().id());
        }
        return again(page, one, Optional.empty());
    }

    /// @param until as a browser writes a time of one's own clock
    /// @param hours from now, in its place
    @PostMapping("/console/cases/{id}/nap")
    ResponseEntity<String> sleep(
            @ModelAttribute("page") Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "0") int hours) {
        var one = cases.get(id);
        var time =
                hours > 0
                        ? page.now().plus(Duration.ofHours(Math.min(hours, 10_000)))
                        : ListPages.time(page, until);
        var outcome = naps.sleep(one.id(), page.agent().id(), time);
        return again(
                page,
                one,
                outcome == Naps.Outcome.DONE
                        ? Optional.empty()
                        : Optional.of("nap.refused." + outcome));
    }

    @PostMapping("/console/cases/{id}/nap/end")
    ResponseEntity<String> wake(@ModelAttribute("page") Page page, @PathVariable String id) {
        var one = cases.get(id);
        naps.wake(one.id());
        return again(page, one, Optional.empty());
    }

    private ResponseEntity<String> again(Page page, Case one, Optional<String> refusal) {
        return Html.answer(
                refusal.isPresent() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK,
                worksheet.part(page, cases.again(one), refusal).html());
    }
}
