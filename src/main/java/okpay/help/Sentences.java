package okpay.help;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.lucene.util.VectorUtil;

/// Finds articles of one language by what they mean: their titles, the ways people ask for them,
/// and what stands under each heading, as vectors. All are compared; nothing is guessed.
final class Sentences {

    private static final int SECTION_WORDS = 200;

    private final List<Sentence> sentences;

    private Sentences(List<Sentence> sentences) {
        this.sentences = List.copyOf(sentences);
    }

    /// @param section the number of a section; -1 for the whole article
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Sentence(String slug, int section, float[] vector) {}

    /// @param meaning of a text
    static Sentences of(Tongue tongue, List<Article> articles, Function<String, float[]> meaning) {
        var all = new ArrayList<Sentence>();
        for (var article : articles) {
            var edition = article.editions().get(tongue);
            if (edition == null) {
                continue;
            }
            for (var text : whole(edition.wording())) {
                all.add(new Sentence(article.slug(), -1, meaning.apply(text)));
            }
            var sections = edition.text().sections();
            for (int n = 0; n < sections.size(); n++) {
                all.add(new Sentence(article.slug(), n, meaning.apply(section(sections.get(n)))));
            }
        }
        return new Sentences(all);
    }

    private static List<String> whole(Wording wording) {
        var all = new ArrayList<>(wording.also());
        all.add(wording.title());
        all.add(wording.summary());
        return all;
    }

    private static String section(Section section) {
        var plain = section.plain();
        return (section.heading() + "\n" + plain)
                .substring(
                        0,
                        Math.min(section.heading().length() + 1 + plain.length(), SECTION_WORDS));
    }

    /// How near an article is, and its nearest section.
    static final class Nearness {
        double whole = -1;
        double section = -1;
        int best = 0;

        double score() {
            return Math.max(whole, section);
        }
    }

    Map<String, Nearness> near(float[] question) {
        var near = new HashMap<String, Nearness>();
        for (var one : sentences) {
            double cosine = VectorUtil.dotProduct(question, one.vector);
            var article = near.computeIfAbsent(one.slug, _ -> new Nearness());
            if (one.section < 0) {
                article.whole = Math.max(article.whole, cosine);
            } else if (cosine > article.section) {
                article.section = cosine;
                article.best = one.section;
            }
        }
        return near;
    }
}
