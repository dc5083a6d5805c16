package okpay.web.console;

import java.util.Optional;
import java.util.UUID;
import okpay.feedback.Releases;
import okpay.feedback.Themes;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What many people wish, for those who decide what comes with which release.
@Controller
class ThemeDesk {

    private final Themes themes;
    private final Releases releases;
    private final Beside beside;

    ThemeDesk(Themes themes, Releases releases, Beside beside) {
        this.themes = themes;
        this.releases = releases;
        this.beside = beside;
    }

    @GetMapping("/console/themes")
    String list(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "false") boolean refused,
            @RequestParam(defaultValue = "-1") int told,
            Model model) {
        page.supervisor();
        model.addAttribute("themes", themes.all());
        model.addAttribute("releases", releases.open());
        model.addAttribute("told", told);
        return shown(model, refused, "console/themes");
    }

    private String shown(Model model, boolean isRefused, String name) {
        model.addAttribute(
                "refusal", isRefused ? Optional.of("theme.refused") : Optional.<String>empty());
        model.addAttribute("waiting", beside.proposalsWaiting());
        return name;
    }

    @GetMapping("/console/themes/{id}")
    String one(
            @ModelAttribute("page") Page page,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean refused,
            Model model) {
        page.supervisor();
        model.addAttribute("theme", themes.find(id).orElseThrow(Problems.NotFound::new));
        model.addAttribute(
                "others", themes.all().stream().filter(it -> !it.id().equals(id)).toList());
        model.addAttribute("wishes", themes.wishes(id));
        return shown(model, refused, "console/theme");
    }

    @PostMapping("/console/themes/{id}/name")
    String rename(
            @ModelAttribute("page") Page page, @PathVariable UUID id, @RequestParam String name) {
        page.supervisor();
        return back(id, themes.rename(id, name));
    }

    @PostMapping("/console/themes/{id}/release")
    String plan(
            @ModelAttribute("page") Page page,
            @PathVariable UUID id,
            @RequestParam String release) {
        page.supervisor();
        return back(id, releases.plan(id, release));
    }

    @PostMapping("/console/themes/{id}/merging")
    String merge(
            @ModelAttribute("page") Page page, @PathVariable UUID id, @RequestParam UUID into) {
        page.supervisor();
        return themes.merge(id, into) ? back(into, true) : back(id, false);
    }

    private static String back(UUID id, boolean isDone) {
        return "redirect:/console/themes/" + id + (isDone ? "" : "?refused=true");
    }

    /// A release is there.
    @PostMapping("/console/themes/shipping")
    String ship(
            @ModelAttribute("page") Page page,
            @RequestParam String release,
            @RequestParam String en,
            @RequestParam String zh) {
        return releases.ship(release, en, zh, page.supervisor().id())
                .map(told -> "redirect:/console/themes?told=" + told)
                .orElse("redirect:/console/themes?refused=true");
    }
}
