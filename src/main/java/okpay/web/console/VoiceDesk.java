package okpay.web.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okpay.channels.voices.Replies;
import okpay.channels.voices.Voice;
import okpay.channels.voices.Voices;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What is said of us in public, how it judges us, and what we say to it.
@Controller
class VoiceDesk {

    private static final int PAGE = 50;
    private static final Duration TREND = Duration.ofDays(84);

    private final Voices voices;
    private final Replies replies;
    private final Beside beside;

    VoiceDesk(Voices voices, Replies replies, Beside beside) {
        this.voices = voices;
        this.replies = replies;
        this.beside = beside;
    }

    @GetMapping("/console/voices")
    String list(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "OPEN") Voices.View view,
            @RequestParam(defaultValue = "0") int skip,
            Model model) {
        page.supervisor();
        return show(view, skip, Optional.empty(), model);
    }

    @PostMapping("/console/voices/{id}")
    String answer(
            @ModelAttribute("page") Page page,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "0") int changes,
            @RequestParam(defaultValue = "OPEN") Voices.View view,
            @RequestParam(defaultValue = "0") int skip,
            Model model) {
        var refusal = replies.answer(id, words, changes, page.supervisor().id());
        if (refusal.isEmpty()) {
            return "redirect:/console/voices?view=" + view + "&skip=" + skip;
        }
        var voice = voices.find(id).orElseThrow(Problems.NotFound::new);
        var wrong =
                new VoiceRow(
                        voice,
                        voices.before(id),
                        words,
                        refusal.map(it -> "voice.refused." + it),
                        refusal.get() == Replies.Reason.NOT_IN_PUBLIC
                                ? replies.doubts(voice, words)
                                : List.of());
        return show(view, skip, Optional.of(wrong), model);
    }

    private String show(Voices.View view, int skip, Optional<VoiceRow> wrong, Model model) {
        var found = voices.list(view, skip);
        model.addAttribute("view", view);
        model.addAttribute("skip", Math.clamp(skip, 0, 10_000));
        model.addAttribute("more", found.size() > PAGE);
        var others =
                found.stream()
                        .limit(PAGE)
                        .filter(it ->
                                wrong.filter(row -> row.voice().id().equals(it.id())).isEmpty())
                        .map(this::row);
        model.addAttribute("rows", Stream.concat(wrong.stream(), others).toList());
        model.addAttribute(
                "weeks",
                voices.weeks(TREND).stream().collect(Collectors.groupingBy(Voices.Week::place)));
        model.addAttribute("waiting", beside.proposalsWaiting());
        return "console/voices";
    }

    private VoiceRow row(Voice it) {
        return new VoiceRow(
                it,
                it.isChanged() ? voices.before(it.id()) : List.of(),
                replies.proposed(it),
                Optional.empty(),
                List.of());
    }
}
