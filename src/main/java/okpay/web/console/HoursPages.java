package okpay.web.console;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import okpay.hours.HoursBook;
import okpay.support.Priority;
import okpay.support.Promise;
import okpay.support.Targets;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// When we are open, and how fast we promise to be.
@Controller
class HoursPages {

    private final HoursBook hours;
    private final Targets targets;
    private final Beside beside;

    HoursPages(HoursBook hours, Targets targets, Beside beside) {
        this.hours = hours;
        this.targets = targets;
        this.beside = beside;
    }

    /// @param refused why the last change was not made
    @GetMapping("/console/hours")
    String hours(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "DONE") HoursBook.Outcome refused,
            @RequestParam(defaultValue = "false") boolean noTarget,
            Model model) {
        page.supervisor();
        model.addAttribute("calendars", hours.all());
        model.addAttribute("targets", targets.all());
        model.addAttribute("today", LocalDate.ofInstant(page.now(), page.zone()));
        model.addAttribute("refusal", refusal(refused, noTarget));
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/hours";
    }

    private static Optional<String> refusal(HoursBook.Outcome refused, boolean noTarget) {
        if (noTarget) {
            return Optional.of("hours.refused.target");
        }
        return refused == HoursBook.Outcome.DONE
                ? Optional.empty()
                : Optional.of("hours.refused." + refused);
    }

    @PostMapping("/console/hours")
    String create(
            @ModelAttribute("page") Page page,
            @RequestParam String name,
            @RequestParam String zone) {
        page.supervisor();
        return after(hours.create(name.strip(), zone));
    }

    /// @param all each day by its name
    @PostMapping("/console/hours/{calendar}/week")
    String week(
            @ModelAttribute("page") Page page,
            @PathVariable String calendar,
            @RequestParam Map<String, String> all) {
        page.supervisor();
        var week = new EnumMap<DayOfWeek, String>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            week.put(day, all.getOrDefault(day.name(), ""));
        }
        return after(hours.setWeek(known(calendar), week));
    }

    @PostMapping("/console/hours/{calendar}/days")
    String days(
            @ModelAttribute("page") Page page,
            @PathVariable String calendar,
            @RequestParam String first,
            @RequestParam(defaultValue = "") String last,
            @RequestParam(defaultValue = "") String open,
            @RequestParam String why) {
        page.supervisor();
        var from = day(first);
        var to = last.isBlank() ? from : day(last);
        return after(hours.setDays(known(calendar), from, to, open, why));
    }

    @PostMapping("/console/hours/{calendar}/days/{day}/removal")
    String drop(
            @ModelAttribute("page") Page page,
            @PathVariable String calendar,
            @PathVariable String day) {
        page.supervisor();
        hours.dropDay(known(calendar), day(day));
        return after(HoursBook.Outcome.DONE);
    }

    @PostMapping("/console/hours/targets/{kind}/{priority}")
    String target(
            @ModelAttribute("page") Page page,
            @PathVariable Promise.Kind kind,
            @PathVariable Priority priority,
            @RequestParam int minutes,
            @RequestParam String calendar) {
        page.supervisor();
        boolean set = targets.set(new Targets.Target(priority, kind, minutes, calendar));
        return "redirect:/console/hours" + (set ? "" : "?noTarget=true");
    }

    private static String after(HoursBook.Outcome outcome) {
        return "redirect:/console/hours"
                + (outcome == HoursBook.Outcome.DONE ? "" : "?refused=" + outcome);
    }

    /// One that can be changed.
    private String known(String calendar) {
        if (!hours.isChangeable(calendar)) {
            throw new Problems.NotFound();
        }
        return calendar;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException _) {
            throw new Problems.Mistake("day");
        }
    }
}
