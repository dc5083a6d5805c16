package okpay.help;

import java.util.List;
import java.util.Optional;

/// What an article says in one language.
///
/// @param summary one sentence for lists and search results
/// @param also how else people ask for it; they are searched, and shown to nobody
/// @param body Markdown: paragraphs, headings of the second level, lists, tables, links
///   (`article:SLUG`, `/app/…`, `https://…`), live steps; no HTML
public record Wording(String title, String summary, List<String> also, String body) {

    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_SUMMARY = 300;
    private static final int LONGEST_BODY = 40_000;
    private static final int MOST_ALSO = 60;

    /// Why it cannot be published.
    public enum Flaw {
        TITLE,
        SUMMARY,
        ALSO,
        BODY,
        /// A link to an article that does not exist, or to nowhere.
        LINK,
        /// Somebody else published a newer text meanwhile.
        NEWER,
        /// There is no such article.
        GONE,
        /// The address is taken, or none: small letters, digits and hyphens.
        NAME
    }

    public Wording {
        title = title.strip();
        summary = summary.strip();
        also = also.stream().map(String::strip).filter(it -> !it.isEmpty()).distinct().toList();
        body = body.replace("\r\n", "\n").strip();
    }

    Optional<Flaw> flaw() {
        if (title.isEmpty() || title.length() > LONGEST_TITLE) {
            return Optional.of(Flaw.TITLE);
        }
        if (summary.isEmpty() || summary.length() > LONGEST_SUMMARY) {
            return Optional.of(Flaw.SUMMARY);
        }
        if (also.size() > MOST_ALSO || also.stream().anyMatch(it -> it.length() > 200)) {
            return Optional.of(Flaw.ALSO);
        }
        return body.isEmpty() || body.length() > LONGEST_BODY
                ? Optional.of(Flaw.BODY)
                : Optional.empty();
    }
}
