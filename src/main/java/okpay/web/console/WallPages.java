package okpay.web.console;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import okpay.casework.Causes;
import okpay.desk.Exposures;
import okpay.desk.Presence;
import okpay.desk.Queue;
import okpay.feedback.Surveys;
import okpay.identity.Agents;
import okpay.support.Loads;
import okpay.support.Reports;
import okpay.web.Page;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/// For supervisors: the desk at this moment, how it went lately, and the replies that are prepared.
@Controller
class WallPages {

    private static final int DAYS = 30;

    private final Reports reports;
    private final Loads loads;
    private final Presence presence;
    private final Agents agents;
    private final Surveys surveys;
    private final Beside beside;
    private final Exposures exposures;
    private final Causes causes;
    private final Clock clock;

    WallPages(
            Reports reports,
            Loads loads,
            Presence presence,
            Agents agents,
            Surveys surveys,
            Beside beside,
            Exposures exposures,
            Causes causes,
            Clock clock) {
        this.reports = reports;
        this.loads = loads;
        this.presence = presence;
        this.agents = agents;
        this.surveys = surveys;
        this.beside = beside;
        this.exposures = exposures;
        this.causes = causes;
        this.clock = clock;
    }

    @GetMapping("/console/wall")
    String wall(@ModelAttribute("page") Page page, Model model) {
        page.supervisor();
        var since = clock.instant().minus(Duration.ofDays(DAYS));
        showNow(model);
        model.addAttribute("days", reports.days(DAYS, page.zone()));
        model.addAttribute("speed", reports.speedSince(since));
        model.addAttribute("causes", causes(page, since));
        model.addAttribute("mood", surveys.moodSince(since));
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/wall";
    }

    /// What changes while somebody looks at it.
    @GetMapping("/console/wall/now")
    String now(@ModelAttribute("page") Page page, Model model) {
        page.supervisor();
        showNow(model);
        return "part/wall-now";
    }

    private void showNow(Model model) {
        var people = people();
        model.addAttribute("now", reports.now());
        model.addAttribute("people", people);
        model.addAttribute(
                "unevenness", Queue.unevenness(people.stream().map(WallPerson::given).toList()));
    }

    /// By the words on the list; what was written before there was one stays as it was written.
    private List<Reports.Cause> causes(Page page, Instant since) {
        return reports.causesSince(since).stream()
                .map(it ->
                        new Reports.Cause(
                                causes.find(it.cause())
                                        .map(cause -> cause.in(page.language()))
                                        .orElse(it.cause()),
                                it.cases()))
                .toList();
    }

    private List<WallPerson> people() {
        var busy = loads.ofAgents();
        var given = loads.givenSince(clock.instant().minus(Duration.ofDays(7)));
        var hard = exposures.all();
        var people = new ArrayList<WallPerson>();
        for (var place : presence.all()) {
            agents.find(place.agent())
                    .ifPresent(it ->
                            people.add(
                                    new WallPerson(
                                            it.name(),
                                            place,
                                            busy.getOrDefault(it.id(), 0L),
                                            given.getOrDefault(it.id(), 0L),
                                            hard.getOrDefault(it.id(), Duration.ZERO))));
        }
        return people;
    }

    /// The same days as a table for other programs.
    @GetMapping("/console/wall.csv")
    ResponseEntity<String> csv(@ModelAttribute("page") Page page) {
        page.supervisor();
        var text = new StringWriter();
        try (var csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord("day", "assigned", "solved", "reopened", "hurried", "kept", "missed");
            for (var it : reports.days(DAYS, page.zone())) {
                csv.printRecord(
                        it.day(),
                        it.assigned(),
                        it.solved(),
                        it.reopened(),
                        it.hurried(),
                        it.kept(),
                        it.missed());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header("Content-Disposition", "attachment; filename=\"desk.csv\"")
                .body(text.toString());
    }
}
