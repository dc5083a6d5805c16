package okpay.web.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okpay.errors.ShownErrors;
import okpay.feedback.FurtherQuestions;
import okpay.feedback.Surveys;
import okpay.identity.Agent;
import okpay.identity.Agents;
import okpay.support.Reports;
import okpay.wallet.PaymentId;
import okpay.wallet.PaymentKind;
import okpay.wallet.Volumes;
import okpay.web.Page;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What went wrong, where and how often, and how people judged what was done about it: the last
/// thirty days.
@Controller
class InsightPages {

    private static final Duration DAYS = Duration.ofDays(30);
    private static final int MOST_CASES = 50_000;

    private final Volumes volumes;
    private final Reports reports;
    private final ShownErrors errors;
    private final Surveys surveys;
    private final FurtherQuestions questions;
    private final Agents agents;
    private final Beside beside;
    private final Clock clock;

    /// Counted over every payment of a month: once in a while is enough.
    private final Cache<String, List<DeskLooks.Contacts>> contacts =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(5)).build();

    InsightPages(
            Volumes volumes,
            Reports reports,
            ShownErrors errors,
            Surveys surveys,
            FurtherQuestions questions,
            Agents agents,
            Beside beside,
            Clock clock) {
        this.volumes = volumes;
        this.reports = reports;
        this.errors = errors;
        this.surveys = surveys;
        this.questions = questions;
        this.agents = agents;
        this.beside = beside;
        this.clock = clock;
    }

    @GetMapping("/console/insight")
    String show(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "false") boolean refused,
            Model model) {
        page.supervisor();
        var since = clock.instant().minus(DAYS);
        model.addAttribute("contacts", contacts());
        model.addAttribute("errors", errors.often(since, 15));
        model.addAttribute("people", people(since));
        model.addAttribute("kinds", surveys.byKindSince(since));
        model.addAttribute("comments", surveys.commentsSince(since, 30));
        model.addAttribute("questions", questions.since(since));
        model.addAttribute(
                "refusal", refused ? Optional.of("sheet.refused") : Optional.<String>empty());
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/insight";
    }

    @PostMapping("/console/insight/questions")
    String ask(
            @ModelAttribute("page") Page page,
            @RequestParam String key,
            @RequestParam FurtherQuestions.Kind kind,
            @RequestParam String en,
            @RequestParam String zh) {
        page.supervisor();
        boolean written = questions.write(new FurtherQuestions.Question(key.strip(), kind, en, zh));
        return "redirect:/console/insight" + (written ? "" : "?refused=true");
    }

    @PostMapping("/console/insight/questions/{key}/removal")
    String drop(@ModelAttribute("page") Page page, @PathVariable String key) {
        page.supervisor();
        questions.takeAway(key);
        return "redirect:/console/insight";
    }

    @GetMapping("/console/insight.csv")
    ResponseEntity<String> csv(@ModelAttribute("page") Page page) {
        page.supervisor();
        var text = new StringWriter();
        try (var csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord("kind", "payments", "failed", "unknown", "cases", "per_1000");
            for (var it : contacts()) {
                csv.printRecord(
                        it.kind(),
                        it.volume().made(),
                        it.volume().failed(),
                        it.volume().unknown(),
                        it.cases(),
                        String.format(Locale.ROOT, "%.2f", it.rate()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header("Content-Disposition", "attachment; filename=\"insight.csv\"")
                .body(text.toString());
    }

    private List<DeskLooks.Contacts> contacts() {
        return contacts.get("", _ -> count(clock.instant().minus(DAYS)));
    }

    /// Cases about payments beside all payments of their kind, the worst first.
    private List<DeskLooks.Contacts> count(Instant since) {
        var ids =
                reports.aboutSince("payment", since, MOST_CASES).stream()
                        .flatMap(it -> PaymentId.read(it).stream())
                        .toList();
        var cases = volumes.kindsOf(ids);
        var all = new ArrayList<DeskLooks.Contacts>();
        for (var it : volumes.since(since).entrySet()) {
            PaymentKind kind = it.getKey();
            all.add(
                    new DeskLooks.Contacts(
                            kind.name(), it.getValue(), cases.getOrDefault(kind, 0L)));
        }
        all.sort(Comparator.comparingDouble(DeskLooks.Contacts::rate).reversed());
        return List.copyOf(all);
    }

    private List<Surveys.Judged<String>> people(Instant since) {
        return surveys.byAgentSince(since).stream()
                .map(it ->
                        new Surveys.Judged<>(
                                agents.find(it.who()).map(Agent::name).orElse("?"),
                                it.answers(),
                                it.average()))
                .toList();
    }
}
