package okpay.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okpay.house.Story;
import okpay.id.Ids;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Articles are written, rewritten, renamed and taken down, and no text of theirs is ever lost.
class WritingTest extends Story {

    @Autowired private Articles articles;
    @Autowired private Editions editions;
    @Autowired private Delivery delivery;
    @Autowired private HelpSearch search;
    @Autowired private Errands errands;
    @Autowired private Votes votes;
    @Autowired private JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void whatIsPublishedIsReadAndTheOtherLanguageIsBehind() {
        var slug = begun("Cats in wallets");

        assertThat(find(slug).stale()).containsExactly(Tongue.ZH);
        assertThat(publish(slug, Tongue.ZH, wording("钱包里的猫"), 0, false)).isEmpty();
        assertThat(find(slug).stale()).isEmpty();

        assertThat(publish(slug, Tongue.EN, wording("Cats in a wallet"), 1, true)).isEmpty();
        assertThat(find(slug).stale()).as("only the wording changed").isEmpty();
        assertThat(publish(slug, Tongue.EN, wording("Dogs in a wallet"), 2, false)).isEmpty();
        assertThat(find(slug).stale()).containsExactly(Tongue.ZH);
        assertThat(search.find("dogs in a wallet", Audience.EVERYBODY, 1).hits())
                .extracting(it -> it.article().slug())
                .containsExactly(slug);
    }

    @Test
    void nobodyWritesOverAnotherAndAnOldTextComesBack() {
        var slug = begun("One");

        assertThat(publish(slug, Tongue.EN, wording("Two"), 1, false)).isEmpty();
        assertThat(publish(slug, Tongue.EN, wording("Not two"), 1, false))
                .contains(Wording.Flaw.NEWER);
        var first = editions.history(slug, Tongue.EN).getLast();
        assertThat(publish(slug, Tongue.EN, first.wording(), 2, false)).isEmpty();

        assertThat(find(slug).in(Tongue.EN).wording().title()).isEqualTo("One");
        assertThat(editions.history(slug, Tongue.EN))
                .extracting(Edition::version)
                .containsExactly(3, 2, 1);
        assertThat(editions.history(slug, Tongue.EN)).filteredOn(Edition::isLive).hasSize(1);
    }

    @Test
    void whatCannotBePublishedIsRefusedWithAReason() {
        var slug = begun("Refused");

        assertThat(publish(slug, Tongue.EN, new Wording(" ", "x", List.of(), "x"), 1, false))
                .contains(Wording.Flaw.TITLE);
        assertThat(publish(slug, Tongue.EN, new Wording("x", "", List.of(), "x"), 1, false))
                .contains(Wording.Flaw.SUMMARY);
        assertThat(publish(slug, Tongue.EN, new Wording("x", "x", List.of(), "\n"), 1, false))
                .contains(Wording.Flaw.BODY);
        assertThat(publish(slug, Tongue.EN, body("[a](article:nothing-at-all)"), 1, false))
                .contains(Wording.Flaw.LINK);
        assertThat(publish(slug, Tongue.EN, body("[a](javascript:alert)"), 1, false))
                .contains(Wording.Flaw.LINK);
        assertThat(publish(slug, Tongue.EN, body("[a](//elsewhere.example)"), 1, false))
                .contains(Wording.Flaw.LINK);
        assertThat(publish("nothing-at-all", Tongue.EN, wording("x"), 0, false))
                .contains(Wording.Flaw.GONE);
        assertThat(begin("forgot-password", "x")).contains(Wording.Flaw.NAME);
        assertThat(begin("../etc", "x")).contains(Wording.Flaw.NAME);
        assertThat(begin("search", "x")).contains(Wording.Flaw.NAME);
        assertThat(find(slug).in(Tongue.EN).version()).isEqualTo(1);
    }

    @Test
    void anOldAddressLeadsToTheNewOneForEver() {
        var slug = begun("Moving");

        assertThat(editions.rename(slug, slug + "-a")).isEmpty();
        assertThat(editions.rename(slug + "-a", slug + "-b")).isEmpty();

        assertThat(articles.movedTo(slug)).contains(slug + "-b");
        assertThat(articles.movedTo(slug + "-a")).contains(slug + "-b");
        assertThat(editions.rename(slug + "-b", "forgot-password")).contains(Wording.Flaw.NAME);
        var other = begun("Another");
        assertThat(editions.rename(other, slug)).as("an old one").contains(Wording.Flaw.NAME);
        assertThat(publish(other, Tongue.EN, body("[a](article:%s)".formatted(slug)), 1, false))
                .as("links by an old address still lead somewhere")
                .isEmpty();
        assertThat(begin(slug, "Back again")).as("an old address").contains(Wording.Flaw.NAME);
        assertThat(editions.rename(slug + "-b", slug)).as("its own old one").isEmpty();
        assertThat(articles.find(slug, Audience.EVERYBODY)).isPresent();
    }

    @Test
    void whatIsOverOrForOthersIsNotShown() {
        var slug = begun("For some");
        var today = articles.today();

        editions.keep(slug, Audience.CUSTOMERS, today, Optional.empty());
        assertThat(articles.find(slug, Audience.EVERYBODY)).isEmpty();
        assertThat(articles.find(slug, Audience.CUSTOMERS)).isPresent();
        assertThat(search.find("for some", Audience.EVERYBODY, 50).hits())
                .noneMatch(it -> it.article().slug().equals(slug));
        assertThat(find(slug).isDue(today)).isTrue();

        editions.keep(slug, Audience.EVERYBODY, today, Optional.of(today.plusDays(2)));
        assertThat(articles.find(slug, Audience.EVERYBODY)).isPresent();
        clock.passes(Duration.ofDays(2));
        assertThat(articles.find(slug, Audience.AGENTS)).isEmpty();
        assertThat(articles.everything()).anyMatch(it -> it.slug().equals(slug));
    }

    /// A new release brings new texts; what was written here stays.
    @Test
    void aReleaseDoesNotOverwriteWhatWasWrittenHere() {
        int before = editions.history("fees", Tongue.EN).size();
        delivery.bring();
        assertThat(editions.history("fees", Tongue.EN)).as("nothing new").hasSize(before);

        var live = find("fees").in(Tongue.EN);
        assertThat(publish("fees", Tongue.EN, wording("Our own fees"), live.version(), false))
                .isEmpty();
        assertThat(find("fees").stale()).containsExactly(Tongue.ZH);
        jdbc.sql("delete from help.shipped where slug = 'fees'").update();
        delivery.bring();
        articles.load();

        assertThat(find("fees").in(Tongue.EN).wording().title()).isEqualTo("Our own fees");
        var newest = editions.history("fees", Tongue.EN).getFirst();
        assertThat(newest.isShipped()).isTrue();
        assertThat(newest.isLive()).isFalse();
        assertThat(newest.wording()).isEqualTo(live.wording());
        assertThat(find("fees").in(Tongue.ZH).isShipped()).isTrue();
        assertThat(find("fees").stale())
                .as("neither followed the other")
                .containsExactlyInAnyOrder(Tongue.EN, Tongue.ZH);

        var own = find("fees").in(Tongue.EN).version();
        assertThat(publish("fees", Tongue.EN, live.wording(), own, true)).isEmpty();
    }

    @Test
    void whatPeopleSayIsUnderstoodAsWhatIsWritten() {
        assertThat(search.find("moolah sheet", Audience.EVERYBODY, 1).isSure()).isFalse();
        editions.synonym(Tongue.EN, "Moolah sheet", "download a statement");

        assertThat(search.find("moolah sheet", Audience.EVERYBODY, 1).hits())
                .extracting(it -> it.article().slug())
                .containsExactly("statements");
        editions.synonym(Tongue.EN, "moolah sheet", "");
        assertThat(articles.synonyms().getOrDefault(Tongue.EN, Map.of())).isEmpty();
    }

    /// The same question is one errand, and names nobody.
    @Test
    void whatWasAskedInVainIsKeptOnceAndWithoutNumbers() {
        var word = new StringBuilder("w");
        Ids.next().toString().chars().forEach(c -> word.append((char) ('a' + c % 16)).append('q'));
        for (int i = 0; i < 3; i++) {
            errands.unanswered(Tongue.EN, word + " to (138) 0013.8000 or Li@Example.com");
        }
        var found =
                errands.open(5_000).stream()
                        .filter(it -> it.subject().startsWith(word.toString()))
                        .toList();
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().times()).isEqualTo(3);
        assertThat(found.getFirst().subject()).isEqualTo(word + " to (*** or ***");

        errands.done(found.getFirst().id(), "Han");
        errands.done(found.getFirst().id(), "Han");
        assertThat(errands.open(5_000)).noneMatch(it -> it.subject().startsWith(word.toString()));
        errands.unanswered(Tongue.EN, word + " again");
        errands.unanswered(Tongue.EN, "?");
        errands.unanswered(Tongue.EN, "y".repeat(100_000));
        assertThat(errands.open(5_000)).anyMatch(it -> it.subject().equals(word + " again"));
    }

    @Test
    void aReaderVotesOnceAndMayChangeTheirMind() {
        var slug = begun("Voted");
        var edition = find(slug).in(Tongue.EN);

        votes.vote(edition, "reader", false);
        votes.vote(edition, "reader", false);
        votes.explain(edition, "reader", Complaint.UNCLEAR, "z".repeat(2_000));
        assertThat(votes.counts().get(slug)).isEqualTo(new Votes.Count(0, 1));
        assertThat(votes.missed(slug, Tongue.EN, 5).getFirst().words()).hasSize(500);
        assertThat(errands.open(5_000))
                .filteredOn(it -> it.subject().equals(slug))
                .extracting(Errand::times)
                .containsExactly(1);

        votes.vote(edition, "reader", true);
        votes.explain(edition, "reader", Complaint.WRONG, "no");
        assertThat(votes.counts().get(slug)).isEqualTo(new Votes.Count(1, 0));
        assertThat(votes.missed(slug, Tongue.EN, 5)).isEmpty();
    }

    @Test
    void aPageOfTheAppAndARefusalHaveTheirArticles() {
        assertThat(articles.forScreen("/app/top-up", Audience.EVERYBODY))
                .hasValueSatisfying(it -> assertThat(it.slug()).isEqualTo("top-up"));
        assertThat(articles.forScreen("/app/payments/pm_123", Audience.EVERYBODY))
                .hasValueSatisfying(it -> assertThat(it.slug()).isEqualTo("find-a-payment"));
        assertThat(articles.forScreen("/nowhere", Audience.EVERYBODY)).isEmpty();
        assertThat(Articles.forRefusal("pay.refused.PIN_WRONG")).contains("payment-pin");
        assertThat(Articles.forRefusal("nothing.of.that.kind")).isEmpty();
    }

    /// Every page of the app that an article sends its reader to is there.
    @Test
    void everyLinkIntoTheAppHasAPage() {
        var gets =
                mappings.getHandlerMethods().keySet().stream()
                        .filter(it ->
                                it.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                        .flatMap(it -> Stream.ofNullable(it.getPathPatternsCondition()))
                        .flatMap(it -> it.getPatterns().stream())
                        .toList();
        for (var article : articles.everything()) {
            for (var edition : article.editions().values()) {
                for (var link : edition.text().links()) {
                    if (link.startsWith("/")) {
                        var path = PathContainer.parsePath(link.replaceFirst("[?#].*", ""));
                        assertThat(gets)
                                .as("%s: %s", article.slug(), link)
                                .anyMatch(it -> it.matches(path));
                    }
                }
            }
        }
    }

    private String begun(String title) {
        var slug = "t" + Ids.next().toString().replace("-", "");
        assertThat(begin(slug, title)).isEmpty();
        assertThat(articles.find(slug, Audience.CUSTOMERS)).as("for the desk first").isEmpty();
        editions.keep(slug, Audience.EVERYBODY, articles.today().plusDays(9), Optional.empty());
        return slug;
    }

    private Optional<Wording.Flaw> begin(String slug, String title) {
        return editions.begin(
                Category.APP, new Editions.Draft(slug, Tongue.EN, wording(title), 0, false, "Han"));
    }

    private Optional<Wording.Flaw> publish(
            String slug, Tongue tongue, Wording wording, int version, boolean isSmall) {
        return editions.publish(new Editions.Draft(slug, tongue, wording, version, isSmall, "Han"));
    }

    private Article find(String slug) {
        return articles.find(slug, Audience.AGENTS).orElseThrow();
    }

    private static Wording wording(String title) {
        return new Wording(title, title, List.of(title), title + "\n\n## Why\n\n1. So.");
    }

    private static Wording body(String body) {
        return new Wording("x", "x", List.of(), body);
    }
}
