package okpay.web.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import okpay.desk.SavedViews;
import okpay.resolution.Handling;
import okpay.support.Case;
import okpay.support.CaseFilter;
import okpay.support.CaseFilter.Sleep;
import okpay.support.CaseId;
import okpay.support.CaseLists;
import okpay.support.Cases;
import okpay.support.Naps;
import okpay.support.Priority;
import okpay.support.Stage;
import okpay.support.Tags;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The desk's lists: those everybody has, those somebody put together, and what is done with many
/// cases at once.
@Controller
public class ListPages {

    private static final int PAGE = 25;

    private final Cases cases;
    private final CaseLists lists;
    private final SavedViews views;
    private final Naps naps;
    private final Tags tags;
    private final Handling handling;
    private final CaseRows rows;
    private final Beside beside;

    ListPages(
            Cases cases,
            CaseLists lists,
            SavedViews views,
            Naps naps,
            Tags tags,
            Handling handling,
            CaseRows rows,
            Beside beside) {
        this.cases = cases;
        this.lists = lists;
        this.views = views;
        this.naps = naps;
        this.tags = tags;
        this.handling = handling;
        this.rows = rows;
        this.beside = beside;
    }

    @GetMapping({"/console", "/console/cases"})
    String list(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "mine") String view,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String tag,
            @RequestParam(defaultValue = "0") int skip,
            @RequestParam(defaultValue = "") String said,
            Model model) {
        int from = Math.clamp(skip, 0, 10_000);
        var saved = views.of(page.agent().id());
        var found = lists.list(filter(page, view, saved, q, tag), PAGE + 1, from);
        model.addAttribute("view", view);
        model.addAttribute("tabs", tabs(page, saved));
        model.addAttribute("saved", saved);
        model.addAttribute("q", q);
        model.addAttribute("tag", tag);
        model.addAttribute("skip", from);
        model.addAttribute("said", done(page, said));
        model.addAttribute("more", found.size() > PAGE);
        model.addAttribute("rows", rows.of(found.subList(0, Math.min(PAGE, found.size()))));
        model.addAttribute("figures", beside.figures());
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/cases";
    }

    /// A list one can turn to, and how many lie in it: none counted where it says nothing.
    public record Tab(String view, String name, boolean shared, boolean own, int count) {}

    /// The lists alone, again and again while a page is open.
    @GetMapping("/console/cases/tabs")
    String tabs(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String view,
            Model model) {
        model.addAttribute("view", view);
        model.addAttribute("tabs", tabs(page, views.of(page.agent().id())));
        return "part/tabs";
    }

    private List<Tab> tabs(Page page, List<SavedViews.View> saved) {
        var counted = Set.of("mine", "asleep", "queue");
        return Stream.concat(
                        Stream.of("mine", "asleep", "queue", "open", "solved", "all")
                                .map(it ->
                                        new Tab(
                                                it,
                                                page.say("desk.view." + it),
                                                false,
                                                false,
                                                counted.contains(it)
                                                        ? lists.count(
                                                                filter(page, it, saved, "", ""))
                                                        : 0)),
                        saved.stream()
                                .map(it ->
                                        new Tab(
                                                it.id().toString(),
                                                it.name(),
                                                it.shared(),
                                                true,
                                                lists.count(views.filter(it, page.agent().id())))))
                .toList();
    }

    private CaseFilter filter(
            Page page, String view, List<SavedViews.View> saved, String q, String tag) {
        var asked = CaseFilter.ALL.with(q, tag);
        var own = asked.of(page.agent().id()).open(true);
        return switch (view) {
            case "open" -> asked.open(true);
            case "queue" -> asked.waiting();
            case "solved" -> asked.open(false);
            case "all" -> asked;
            case "asleep" -> own.that(Sleep.ASLEEP);
            default ->
                    saved.stream()
                            .filter(it -> it.id().toString().equals(view))
                            .findFirst()
                            .map(it -> views.filter(it, page.agent().id()))
                            .orElse(own.that(Sleep.AWAKE));
        };
    }

    /// `3-5`: of five, three.
    private static Optional<String> done(Page page, String said) {
        if (said.equals("view")) {
            return Optional.of(page.say("views.refused"));
        }
        if (said.equals("when")) {
            return Optional.of(page.say("nap.refused.NO_SUCH_TIME"));
        }
        return said.matches("\\d{1,3}-\\d{1,3}")
                ? Optional.of(page.say("bulk.done", (Object[]) said.split("-")))
                : Optional.empty();
    }

    @PostMapping("/console/views")
    String save(
            @ModelAttribute("page") Page page,
            @RequestParam String name,
            @RequestParam SavedViews.Belonging whose,
            @RequestParam(defaultValue = "") Set<Stage> stage,
            @RequestParam(defaultValue = "LOW") Priority atLeast,
            @RequestParam(defaultValue = "") String tag,
            @RequestParam(required = false) Optional<Integer> dueWithin,
            @RequestParam(defaultValue = "false") boolean shared) {
        var wanted = new SavedViews.Wanted(whose, stage, atLeast, tag, dueWithin);
        boolean saved = views.save(page.agent(), shared, name, wanted);
        return "redirect:/console/cases" + (saved ? "" : "?said=view");
    }

    @PostMapping("/console/views/{id}/removal")
    String remove(@ModelAttribute("page") Page page, @PathVariable UUID id) {
        views.remove(page.agent(), id);
        return "redirect:/console/cases";
    }

    /// What can be done with many.
    enum Deed {
        TAKE,
        GIVE_BACK,
        TAG,
        SLEEP
    }

    /// Each by itself: what cannot be done with one is done with the others, and counted.
    @PostMapping("/console/cases/many")
    String doWithMany(
            @ModelAttribute("page") Page page,
            @RequestParam(name = "case", defaultValue = "") List<String> ids,
            @RequestParam Deed deed,
            @RequestParam(defaultValue = "") String tag,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "mine") String view) {
        if (ids.size() > PAGE) {
            throw new Problems.Mistake("case");
        }
        var chosen =
                ids.stream()
                        .map(it -> CaseId.read(it).flatMap(cases::find))
                        .flatMap(Optional::stream)
                        .toList();
        if (deed == Deed.SLEEP && until.isBlank()) {
            return "redirect:/console/cases?said=when";
        }
        var time = deed == Deed.SLEEP ? time(page, until) : Instant.EPOCH;
        long done =
                chosen.stream()
                        .filter(it ->
                                switch (deed) {
                                    case TAKE -> take(page, it);
                                    case GIVE_BACK -> handling.giveBack(it.id(), page.agent().id());
                                    case TAG ->
                                            tags.put(it.id(), Optional.of(page.agent().id()), tag);
                                    case SLEEP ->
                                            naps.sleep(it.id(), page.agent().id(), time)
                                                    == Naps.Outcome.DONE;
                                })
                        .count();
        var there = view.matches("[\\w-]{1,40}") ? view : "mine";
        return "redirect:/console/cases?view=" + there + "&said=" + done + "-" + ids.size();
    }

    private boolean take(Page page, Case one) {
        boolean isThere = one.stage().isOpen() && one.mergedInto().isEmpty();
        if (isThere) {
            handling.takeOver(one, page.agent());
        }
        return isThere;
    }

    /// As a browser writes a time of a person's own clock.
    static Instant time(Page page, String local) {
        try {
            return LocalDateTime.parse(local).atZone(page.zone()).toInstant();
        } catch (DateTimeException _) {
            throw new Problems.Mistake("until");
        }
    }
}
