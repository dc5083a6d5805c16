package okpay.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import okpay.help.Article;
import okpay.help.Articles;
import okpay.help.Audience;
import okpay.help.Edition;
import okpay.help.Found;
import okpay.help.HelpSearch;
import okpay.help.Section;
import okpay.help.Tongue;
import okpay.identity.Person;
import okpay.web.Manners;
import okpay.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The help centre by program, for apps that show it in their own way. Whoever is signed in reads
/// what is for customers, too.
@RestController
class ArticleDoor {

    private static final int LONGEST = 300;
    private static final int MOST = 10;

    private final Articles articles;
    private final HelpSearch search;
    private final Manners manners;

    ArticleDoor(Articles articles, HelpSearch search, Manners manners) {
        this.articles = articles;
        this.search = search;
        this.manners = manners;
    }

    /// @param language `en` or `zh`: the one it is in, where it is not in the one asked for
    record Listed(String slug, String category, String language, String title, String summary) {
        static Listed of(Article article, Edition edition) {
            return new Listed(
                    article.slug(),
                    article.category().name(),
                    edition.tongue().code(),
                    edition.wording().title(),
                    edition.wording().summary());
        }
    }

    /// @param anchor `top`, `s1`, `s2` …, the same in every language
    /// @param html safe to be shown as it is; steps that act are left out
    record Part(String anchor, String heading, String html, String text) {
        static Part of(Section section) {
            return new Part(section.anchor(), section.heading(), section.html(), section.plain());
        }
    }

    record Whole(Listed head, int version, List<Part> sections) {}

    /// @param section where in it the answer stands
    record Hit(Listed article, Optional<Part> section) {}

    /// @param sure the first one is about what was asked; else nothing here may be
    record Answered(boolean sure, List<Hit> hits) {}

    @GetMapping("/api/v1/articles")
    List<Listed> list(
            @AuthenticationPrincipal @Nullable Person who,
            @RequestParam(defaultValue = "en") String language) {
        var tongue = tongue(language);
        return articles.list(audience(who)).stream()
                .map(it -> Listed.of(it, it.in(tongue)))
                .toList();
    }

    /// Asked in one's own words, in either language; answered in the language of the question.
    @GetMapping("/api/v1/articles/search")
    ResponseEntity<?> search(
            @AuthenticationPrincipal @Nullable Person who,
            @RequestParam String q,
            HttpServletRequest request) {
        if (q.isBlank() || q.length() > LONGEST) {
            throw new Problems.Mistake("q");
        }
        if (manners.asksTooMuch(request)) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).build();
        }
        Found found = search.find(q, audience(who), MOST);
        var hits =
                found.hits().stream()
                        .map(it ->
                                new Hit(
                                        Listed.of(it.article(), it.edition()),
                                        it.section().map(Part::of)))
                        .toList();
        return ResponseEntity.ok(new Answered(found.isSure(), hits));
    }

    @GetMapping("/api/v1/articles/{slug}")
    Whole find(
            @AuthenticationPrincipal @Nullable Person who,
            @PathVariable String slug,
            @RequestParam(defaultValue = "en") String language) {
        var article = articles.find(slug, audience(who)).orElseThrow(Problems.NotFound::new);
        var edition = article.in(tongue(language));
        return new Whole(
                Listed.of(article, edition),
                edition.version(),
                edition.text().sections().stream().map(Part::of).toList());
    }

    private static Audience audience(@Nullable Person who) {
        return switch (who) {
            case Person.OfCustomer _ -> Audience.CUSTOMERS;
            case Person.OfAgent _ -> Audience.AGENTS;
            case null -> Audience.EVERYBODY;
        };
    }

    private static Tongue tongue(String language) {
        return Tongue.read(language).orElseThrow(() -> new Problems.Mistake("language"));
    }
}
