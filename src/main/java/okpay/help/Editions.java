package okpay.help;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import okpay.language.Plain;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Writing articles: each text is a new edition, and none is ever lost.
@Component
public class Editions {

    private static final String SLUG = "[a-z0-9][a-z0-9-]{1,59}";

    private static final int LONGEST_WORD = 60;

    /// Addresses of the help centre's own pages.
    private static final Set<String> OWN = Set.of("search", "suggestions", "contact", "for");

    private final ArticleStore store;
    private final NameStore names;
    private final Articles articles;
    private final HelpSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Editions(
            ArticleStore store,
            NameStore names,
            Articles articles,
            HelpSettings settings,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.names = names;
        this.articles = articles;
        this.settings = settings;
        this.clock = clock;
        this.transaction = transaction;
    }

    /// A text for an article.
    ///
    /// @param version that the writer had before them, 0 for none: whoever published in between is
    ///   not overwritten
    /// @param isSmall nothing the other language has to follow
    public record Draft(
            String slug,
            Tongue tongue,
            Wording wording,
            int version,
            boolean isSmall,
            String writtenBy) {}

    /// Everything an article ever said in this language, the latest first.
    public List<Edition> history(String slug, Tongue tongue) {
        return store.history(slug, tongue);
    }

    /// From now on the article says this. An earlier text is put back the same way.
    ///
    /// @return why not
    public Optional<Wording.Flaw> publish(Draft draft) {
        var flaw = draft.wording.flaw().or(() -> links(draft));
        return flaw.isPresent() ? flaw : changing(() -> write(draft));
    }

    /// Begins an article with what it says in one language; for the desk only, until it is meant
    /// for others.
    ///
    /// @return why not
    public Optional<Wording.Flaw> begin(Category category, Draft draft) {
        var flaw = draft.wording.flaw().or(() -> links(draft));
        if (flaw.isPresent()) {
            return flaw;
        }
        if (!isName(draft.slug)) {
            return Optional.of(Wording.Flaw.NAME);
        }
        var review = articles.today().plusDays(settings.reviewAfterDays());
        return changing(() ->
                store.found(draft.slug, category, Audience.AGENTS, review)
                        ? write(draft)
                        : Optional.of(Wording.Flaw.NAME));
    }

    private static boolean isName(String slug) {
        return slug.matches(SLUG) && !OWN.contains(slug);
    }

    private Optional<Wording.Flaw> write(Draft draft) {
        if (!store.lock(draft.slug)) {
            return Optional.of(Wording.Flaw.GONE);
        }
        int live = store.live(draft.slug, draft.tongue).map(Edition::version).orElse(0);
        if (live != draft.version) {
            return Optional.of(Wording.Flaw.NEWER);
        }
        // Whoever follows the other language says nothing new to it.
        boolean catchesUp = store.isStale(draft.slug, draft.tongue);
        store.add(
                new Edition(
                        draft.slug,
                        draft.tongue,
                        store.newest(draft.slug, draft.tongue) + 1,
                        draft.wording,
                        true,
                        false,
                        store.live(draft.slug, draft.tongue.other())
                                .map(Edition::version)
                                .orElse(0),
                        draft.writtenBy,
                        clock.instant(),
                        Markdown.read(draft.wording.body(), draft.tongue)),
                draft.isSmall || catchesUp);
        return Optional.empty();
    }

    private Optional<Wording.Flaw> links(Draft draft) {
        var links = Markdown.read(draft.wording.body(), draft.tongue).links();
        return links.stream().allMatch(this::leadsSomewhere)
                ? Optional.empty()
                : Optional.of(Wording.Flaw.LINK);
    }

    private boolean leadsSomewhere(String link) {
        return link.startsWith("article:")
                ? articles.everything().stream().anyMatch(it -> link.equals("article:" + it.slug()))
                        || articles.movedTo(link.substring("article:".length())).isPresent()
                : link.startsWith("https://") || (link.startsWith("/") && !link.startsWith("//"));
    }

    /// Who may read it, and until when it stands.
    public void keep(
            String slug, Audience audience, LocalDate reviewBy, Optional<LocalDate> expiresOn) {
        changing(() -> {
            store.keep(slug, audience, reviewBy, expiresOn);
            return Optional.empty();
        });
    }

    /// Gives it another address; the old one leads to it for ever.
    ///
    /// @return why not
    public Optional<Wording.Flaw> rename(String slug, String next) {
        if (!isName(next)) {
            return Optional.of(Wording.Flaw.NAME);
        }
        return changing(() ->
                !store.lock(slug)
                        ? Optional.of(Wording.Flaw.GONE)
                        : names.rename(slug, next)
                                ? Optional.empty()
                                : Optional.of(Wording.Flaw.NAME));
    }

    /// What people say, and what the articles say for it.
    ///
    /// @param meant empty: what they say means nothing else any more
    /// @return false when either is none: 1 to 60 characters
    public boolean synonym(Tongue tongue, String said, String meant) {
        var plain = Plain.of(said);
        var theirs = Plain.of(meant);
        if (plain.isEmpty() || plain.length() > LONGEST_WORD || theirs.length() > LONGEST_WORD) {
            return false;
        }
        changing(() -> {
            if (theirs.isEmpty()) {
                names.dropSynonym(tongue, plain);
            } else {
                names.keepSynonym(tongue, plain, theirs);
            }
            return Optional.empty();
        });
        return true;
    }

    private Optional<Wording.Flaw> changing(Supplier<Optional<Wording.Flaw>> change) {
        Optional<Wording.Flaw> refused;
        try {
            refused =
                    transaction.execute(status -> {
                        // First of all: whoever lays out a release does so too.
                        names.changed();
                        var flaw = change.get();
                        if (flaw.isPresent()) {
                            status.setRollbackOnly();
                        }
                        return flaw;
                    });
        } catch (DuplicateKeyException _) {
            refused = Optional.of(Wording.Flaw.NAME);
        }
        articles.load();
        return refused;
    }
}
