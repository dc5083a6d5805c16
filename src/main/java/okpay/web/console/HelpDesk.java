package okpay.web.console;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.help.Article;
import okpay.help.Articles;
import okpay.help.Audience;
import okpay.help.Category;
import okpay.help.Editions;
import okpay.help.Errands;
import okpay.help.HelpSearch;
import okpay.help.Tongue;
import okpay.help.Votes;
import okpay.help.Wording;
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

/// The help centre from behind: agents read, supervisors write, and both see what readers missed.
@Controller
class HelpDesk {

    private static final int ERRANDS = 50;
    private static final int MISSED = 20;

    private final Articles articles;
    private final Editions editions;
    private final Errands errands;
    private final Votes votes;
    private final Beside beside;

    HelpDesk(Articles articles, Editions editions, Errands errands, Votes votes, Beside beside) {
        this.articles = articles;
        this.editions = editions;
        this.errands = errands;
        this.votes = votes;
        this.beside = beside;
    }

    @GetMapping("/console/help")
    ModelAndView list(@ModelAttribute("page") Page page) {
        return list(page, "", Optional.empty());
    }

    private ModelAndView list(Page page, String slug, Optional<Wording.Flaw> flaw) {
        return answer("console/help", page, flaw)
                .addObject("articles", articles.everything())
                .addObject("votes", votes.counts())
                .addObject("errands", errands.open(ERRANDS))
                .addObject("open", errands.openErrands())
                .addObject("synonyms", articles.synonyms())
                .addObject("slug", slug)
                .addObject("today", articles.today());
    }

    /// Begins an article in the language of whoever begins it.
    @PostMapping("/console/help")
    ModelAndView begin(
            @ModelAttribute("page") Page page,
            @RequestParam String slug,
            @RequestParam Category category,
            @RequestParam String title) {
        page.supervisor();
        var wording = new Wording(title, title, List.of(), title);
        var tongue = Tongue.of(page.locale());
        var draft = new Editions.Draft(slug, tongue, wording, 0, false, page.agent().name());
        var flaw = editions.begin(category, draft);
        return flaw.isPresent() ? list(page, slug, flaw) : to("/console/help/" + slug);
    }

    /// @param shown which version of a language to look at, as `en-3`; else what is live
    @GetMapping("/console/help/{slug}")
    ModelAndView article(
            @ModelAttribute("page") Page page,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String shown,
            @RequestParam(required = false) Optional<String> done) {
        return article(page, find(slug), shown, Optional.empty(), Optional.empty())
                .addObject("done", done.isPresent());
    }

    private ModelAndView article(
            Page page,
            Article article,
            String shown,
            Optional<Wording.Flaw> flaw,
            Optional<Editions.Draft> draft) {
        var forms =
                Arrays.stream(Tongue.values())
                        .map(tongue -> form(article, tongue, shown, draft))
                        .toList();
        return answer("console/article", page, flaw)
                .addObject("article", article)
                .addObject("forms", forms)
                .addObject("today", articles.today());
    }

    private HelpForm form(
            Article article, Tongue tongue, String shown, Optional<Editions.Draft> draft) {
        var history = editions.history(article.slug(), tongue);
        var live = Optional.ofNullable(article.editions().get(tongue));
        var looked =
                history.stream()
                        .filter(it -> shown.equals(tongue.code() + "-" + it.version()))
                        .findFirst();
        var wording =
                draft.filter(it -> it.tongue() == tongue)
                        .map(Editions.Draft::wording)
                        .or(() -> looked.or(() -> live).map(it -> it.wording()))
                        .orElse(HelpForm.NOTHING);
        return new HelpForm(
                tongue,
                wording,
                live.map(it -> it.version()).orElse(0),
                looked.map(it -> it.version()).orElse(0),
                history,
                article.stale().contains(tongue),
                votes.missed(article.slug(), tongue, MISSED));
    }

    @PostMapping("/console/help/{slug}/editions")
    ModelAndView publish(
            @ModelAttribute("page") Page page,
            @PathVariable String slug,
            @RequestParam String tongue,
            @RequestParam int version,
            @RequestParam String title,
            @RequestParam String summary,
            @RequestParam(defaultValue = "") String also,
            @RequestParam String body,
            @RequestParam(defaultValue = "false") boolean small) {
        page.supervisor();
        var article = find(slug);
        var wording = new Wording(title, summary, Arrays.asList(also.split("\\R", -1)), body);
        var draft =
                new Editions.Draft(
                        slug,
                        Tongue.read(tongue).orElseThrow(() -> new Problems.Mistake("tongue")),
                        wording,
                        version,
                        small,
                        page.agent().name());
        var flaw = editions.publish(draft);
        return flaw.isPresent()
                ? article(page, article, "", flaw, Optional.of(draft))
                : to("/console/help/" + slug + "?done");
    }

    @PostMapping("/console/help/{slug}/dates")
    ModelAndView keep(
            @ModelAttribute("page") Page page,
            @PathVariable String slug,
            @RequestParam Audience audience,
            @RequestParam String review,
            @RequestParam(defaultValue = "") String expires) {
        page.supervisor();
        var article = find(slug);
        var reviewBy = day(review).orElseThrow(() -> new Problems.Mistake("review"));
        if (!expires.isBlank() && day(expires).isEmpty()) {
            throw new Problems.Mistake("expires");
        }
        editions.keep(article.slug(), audience, reviewBy, day(expires));
        return to("/console/help/" + slug + "?done");
    }

    @PostMapping("/console/help/{slug}/name")
    ModelAndView rename(
            @ModelAttribute("page") Page page,
            @PathVariable String slug,
            @RequestParam String next) {
        page.supervisor();
        var article = find(slug);
        var flaw = editions.rename(slug, next.strip());
        return flaw.isPresent()
                ? article(page, article, "", flaw, Optional.empty())
                : to("/console/help/" + next.strip() + "?done");
    }

    @PostMapping("/console/help/errands/{id}/done")
    ModelAndView done(@ModelAttribute("page") Page page, @PathVariable UUID id) {
        errands.done(id, page.agent().name());
        return to("/console/help#errands");
    }

    /// @param meant empty: the word stands for itself again
    @PostMapping("/console/help/synonyms")
    ModelAndView synonym(
            @ModelAttribute("page") Page page,
            @RequestParam String said,
            @RequestParam(defaultValue = "") String meant) {
        page.supervisor();
        if (!editions.synonym(HelpSearch.tongue(said), said, meant)) {
            throw new Problems.Mistake("said");
        }
        return to("/console/help#synonyms");
    }

    private ModelAndView answer(String template, Page page, Optional<Wording.Flaw> flaw) {
        var view =
                new ModelAndView(template)
                        .addObject("page", page)
                        .addObject("refusal", flaw.map(it -> "desk.help.flaw." + it))
                        .addObject("waiting", beside.proposalsWaiting());
        if (flaw.isPresent()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view;
    }

    private static Optional<LocalDate> day(String typed) {
        try {
            return Optional.of(LocalDate.parse(typed.strip()))
                    .filter(it -> it.getYear() >= 2020 && it.getYear() < 2200);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private Article find(String slug) {
        return articles.everything().stream()
                .filter(it -> it.slug().equals(slug))
                .findFirst()
                .orElseThrow(Problems.NotFound::new);
    }

    private static ModelAndView to(String path) {
        return new ModelAndView("redirect:" + path);
    }
}
