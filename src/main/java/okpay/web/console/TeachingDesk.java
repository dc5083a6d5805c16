package okpay.web.console;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import okpay.language.Intent;
import okpay.understanding.Curriculum;
import okpay.understanding.Effect;
import okpay.understanding.Teaching;
import okpay.understanding.Understanding;
import okpay.understanding.Version;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Teaching OKPay what people mean: sentences, a trial, its effect, and only then the customers.
/// For supervisors.
@Controller
class TeachingDesk {

    private static final int VERSIONS = 20;

    private final Curriculum curriculum;
    private final Understanding understanding;
    private final Beside beside;

    TeachingDesk(Curriculum curriculum, Understanding understanding, Beside beside) {
        this.curriculum = curriculum;
        this.understanding = understanding;
        this.beside = beside;
    }

    /// @param intent whose sentences are shown; empty for none
    @GetMapping("/console/understanding")
    ModelAndView show(
            @ModelAttribute("page") Page page, @RequestParam(defaultValue = "") String intent) {
        return show(page, intent, "", "", Optional.empty());
    }

    private ModelAndView show(
            Page page, String intent, String said, String typed, Optional<Teaching.Flaw> flaw) {
        page.supervisor();
        var reading = said.isBlank() ? Optional.empty() : understanding.read(said);
        var view =
                new ModelAndView("console/understanding")
                        .addObject("page", page)
                        .addObject("intents", curriculum.intents())
                        .addObject("draft", curriculum.draft())
                        .addObject("intent", intent)
                        .addObject("examples", curriculum.examples(intent))
                        .addObject("said", said)
                        .addObject("typed", typed)
                        .addObject("reading", reading)
                        .addObject("versions", curriculum.versions(VERSIONS))
                        .addObject("refusal", flaw.map(it -> "desk.teach.flaw." + it))
                        .addObject("waiting", beside.proposalsWaiting());
        if (flaw.isPresent()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view;
    }

    @PostMapping("/console/understanding/intents")
    ModelAndView add(
            @ModelAttribute("page") Page page,
            @RequestParam String id,
            @RequestParam String en,
            @RequestParam String zh,
            @RequestParam String about) {
        page.supervisor();
        var intent = new Intent(id.strip(), en.strip(), zh.strip(), about.strip());
        var flaw = curriculum.add(intent, page.agent().name());
        return flaw.isPresent() ? show(page, "", "", "", flaw) : to("?intent=" + intent.id());
    }

    /// @param texts one a line, in either language
    @PostMapping("/console/understanding/examples")
    ModelAndView add(
            @ModelAttribute("page") Page page,
            @RequestParam String intent,
            @RequestParam String texts) {
        page.supervisor();
        var lines = Arrays.asList(texts.split("\\R", -1));
        var flaw = curriculum.add(intent, lines, page.agent().name());
        return flaw.isPresent()
                ? show(page, intent, "", texts, flaw)
                : to("?intent=" + intent + "#sentences");
    }

    @PostMapping("/console/understanding/examples/removal")
    ModelAndView drop(
            @ModelAttribute("page") Page page,
            @RequestParam String intent,
            @RequestParam String text) {
        page.supervisor();
        curriculum.drop(text, page.agent().name());
        return to("?intent=" + intent + "#sentences");
    }

    /// An intent of one's own, with its sentences.
    @PostMapping("/console/understanding/intents/removal")
    ModelAndView dropIntent(@ModelAttribute("page") Page page, @RequestParam String intent) {
        page.supervisor();
        curriculum.dropIntent(intent, page.agent().name());
        return to("");
    }

    /// What is live makes of a sentence; it may be a customer's, and stands in no address.
    @PostMapping("/console/understanding/reading")
    ModelAndView read(@ModelAttribute("page") Page page, @RequestParam String said) {
        return show(page, "", said, "", Optional.empty());
    }

    @PostMapping("/console/understanding/versions")
    ModelAndView tryOut(@ModelAttribute("page") Page page) {
        page.supervisor();
        return switch (curriculum.tryOut(page.agent().name())) {
            case Curriculum.Trial(int n) -> to("/versions/" + n);
            case Curriculum.NotTried(var why) -> show(page, "", "", "", Optional.of(why));
        };
    }

    @GetMapping("/console/understanding/versions/{n}")
    ModelAndView version(@ModelAttribute("page") Page page, @PathVariable int n) {
        page.supervisor();
        var version = curriculum.find(n).orElseThrow(Problems.NotFound::new);
        List<Effect> effects =
                version.state() == Version.State.LEARNING || version.state() == Version.State.FAILED
                        ? List.of()
                        : curriculum.effects(version);
        return new ModelAndView("console/version")
                .addObject("version", version)
                .addObject("effects", effects)
                .addObject("waiting", beside.proposalsWaiting());
    }

    /// Only how far it is: asked for again and again while it is learned.
    @GetMapping("/console/understanding/versions/{n}/progress")
    ModelAndView progress(@ModelAttribute("page") Page page, @PathVariable int n) {
        page.supervisor();
        return new ModelAndView("part/learning")
                .addObject("version", curriculum.find(n).orElseThrow(Problems.NotFound::new));
    }

    @PostMapping("/console/understanding/versions/{n}/publication")
    ModelAndView publish(@ModelAttribute("page") Page page, @PathVariable int n) {
        page.supervisor();
        curriculum.publish(n, page.agent().name());
        return to("/versions/" + n);
    }

    private static ModelAndView to(String rest) {
        return new ModelAndView("redirect:/console/understanding" + rest);
    }
}
