package okpay.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import okpay.help.Article;
import okpay.help.Articles;
import okpay.help.Audience;
import okpay.help.Category;
import okpay.help.Complaint;
import okpay.help.Edition;
import okpay.help.Errands;
import okpay.help.HelpSearch;
import okpay.help.Tongue;
import okpay.help.Votes;
import okpay.web.Cookies;
import okpay.web.Manners;
import okpay.web.Page;
import okpay.web.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The help centre, for everybody: each page has an address in each language.
@Controller
class HelpSite {

    private static final String HELP = "/{tongue:en|zh}/help";
    private static final int HITS = 8;
    private static final int SUGGESTED = 5;
    private static final int LONGEST = 500;

    private final Articles articles;
    private final HelpSearch search;
    private final Errands errands;
    private final Votes votes;
    private final HelpReading reading;
    private final Manners manners;
    private final Cookies cookies;

    HelpSite(
            Articles articles,
            HelpSearch search,
            Errands errands,
            Votes votes,
            HelpReading reading,
            Manners manners,
            Cookies cookies) {
        this.articles = articles;
        this.search = search;
        this.errands = errands;
        this.votes = votes;
        this.reading = reading;
        this.manners = manners;
        this.cookies = cookies;
    }

    @GetMapping("/help")
    String front(@ModelAttribute("page") Page page) {
        return "redirect:/%s/help".formatted(Tongue.of(page.locale()).code());
    }

    /// In the reader's language, from wherever there is room for one link only.
    @GetMapping("/help/{slug:[a-z0-9-]+}")
    String article(@ModelAttribute("page") Page page, @PathVariable String slug) {
        return "redirect:" + page.article(slug);
    }

    /// The article that explains a page of the app.
    @GetMapping("/help/for")
    String explained(
            @ModelAttribute("page") Page page, @RequestParam(defaultValue = "") String screen) {
        return articles.forScreen(screen.replaceFirst("\\?.*", ""), audience(page))
                .map(it -> "redirect:" + page.article(it.slug()))
                .orElse("redirect:/help");
    }

    @GetMapping(HELP)
    ModelAndView home(@ModelAttribute("page") Page page, @PathVariable String tongue) {
        var all = articles.list(audience(page));
        var shelves =
                Arrays.stream(Category.values())
                        .map(category -> new HelpShelf(category, editions(all, category, tongue)))
                        .filter(it -> !it.editions().isEmpty())
                        .toList();
        return new ModelAndView("site/help")
                .addObject("shelves", shelves)
                .addObject("site", manners.site());
    }

    private static List<Edition> editions(List<Article> all, Category category, String tongue) {
        return all.stream()
                .filter(it -> it.category() == category)
                .map(it -> it.in(tongue(tongue)))
                .toList();
    }

    @GetMapping(HELP + "/search")
    ModelAndView search(
            @ModelAttribute("page") Page page,
            @PathVariable String tongue,
            @RequestParam(name = "q", defaultValue = "") String typed,
            HttpServletRequest request) {
        var question = cut(typed);
        if (question.isBlank()) {
            return new ModelAndView("redirect:/%s/help".formatted(tongue));
        }
        if (manners.asksTooMuch(request)) {
            return new ModelAndView("site/busy", HttpStatus.TOO_MANY_REQUESTS);
        }
        var found = search.find(question, audience(page), HITS);
        if (!found.isSure() && request.getMethod().equals("GET")) {
            errands.unanswered(HelpSearch.tongue(question), question);
        }
        return new ModelAndView("site/help-search")
                .addObject("question", question)
                .addObject("found", found);
    }

    /// While somebody types: titles only.
    @GetMapping(HELP + "/suggestions")
    ModelAndView suggestions(
            @ModelAttribute("page") Page page,
            @RequestParam(name = "q", defaultValue = "") String typed,
            HttpServletRequest request) {
        var question = cut(typed);
        var view = new ModelAndView("part/suggestions");
        if (question.isBlank() || manners.typesTooMuch(request)) {
            return view.addObject("hits", List.of());
        }
        var found = search.find(question, audience(page), SUGGESTED);
        return view.addObject("hits", found.hits());
    }

    @GetMapping(HELP + "/{slug:[a-z0-9-]+}")
    ModelAndView article(
            @ModelAttribute("page") Page page,
            @PathVariable String tongue,
            @PathVariable String slug,
            @RequestParam(required = false) Optional<String> thanks,
            HttpServletRequest request) {
        var found = articles.find(slug, audience(page));
        if (found.isEmpty()) {
            return articles.movedTo(slug)
                    .map(now -> moved("/%s/help/%s".formatted(tongue, now)))
                    .orElseThrow(Problems.NotFound::new);
        }
        return read(page, found.get(), tongue(tongue), request)
                .addObject("thanks", thanks.isPresent());
    }

    private ModelAndView read(
            Page page, Article article, Tongue tongue, HttpServletRequest request) {
        var edition = article.in(tongue);
        return new ModelAndView("site/article")
                .addObject("article", article)
                .addObject("edition", edition)
                .addObject("isOther", edition.tongue() != tongue)
                .addObject("reader", reading.of(page, edition))
                .addObject("vote", Cookies.known(request).flatMap(it -> votes.of(edition, it)))
                .addObject("beside", beside(page, article, tongue))
                .addObject("site", manners.site())
                .addObject("data", StructuredData.of(page, article, edition, manners.site()));
    }

    private List<Edition> beside(Page page, Article article, Tongue tongue) {
        return articles.list(audience(page)).stream()
                .filter(it ->
                        it.category() == article.category() && !it.slug().equals(article.slug()))
                .limit(6)
                .map(it -> it.in(tongue))
                .toList();
    }

    @PostMapping(HELP + "/{slug:[a-z0-9-]+}/votes")
    String vote(
            @ModelAttribute("page") Page page,
            @PathVariable String tongue,
            @PathVariable String slug,
            @RequestParam boolean useful,
            HttpServletRequest request,
            HttpServletResponse response) {
        var edition = edition(page, slug, tongue);
        if (!manners.votesTooMuch(request)) {
            var visitor = Cookies.mark(request);
            response.addHeader(HttpHeaders.SET_COOKIE, cookies.forMark(visitor));
            votes.vote(edition, visitor, useful);
        }
        return "redirect:/%s/help/%s#useful".formatted(tongue, slug);
    }

    @PostMapping(HELP + "/{slug:[a-z0-9-]+}/reasons")
    String explain(
            @ModelAttribute("page") Page page,
            @PathVariable String tongue,
            @PathVariable String slug,
            @RequestParam Complaint reason,
            @RequestParam(defaultValue = "") String words,
            HttpServletRequest request) {
        var edition = edition(page, slug, tongue);
        if (!manners.votesTooMuch(request)) {
            votes.explain(edition, Cookies.mark(request), reason, words);
        }
        return "redirect:/%s/help/%s?thanks#useful".formatted(tongue, slug);
    }

    private Edition edition(Page page, String slug, String tongue) {
        return articles.find(slug, audience(page))
                .map(it -> it.in(tongue(tongue)))
                .orElseThrow(Problems.NotFound::new);
    }

    private static ModelAndView moved(String to) {
        var view = new ModelAndView("redirect:" + to);
        view.setStatus(HttpStatus.MOVED_PERMANENTLY);
        return view;
    }

    private static String cut(String typed) {
        return typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
    }

    private static Tongue tongue(String code) {
        return Tongue.read(code).orElseThrow(Problems.NotFound::new);
    }

    static Audience audience(Page page) {
        return page.isSignedIn() ? Audience.CUSTOMERS : Audience.EVERYBODY;
    }
}
